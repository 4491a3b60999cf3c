"""The commands of ``eventbuild`` by subject: arguments and printing only; all work is imported inside them."""
