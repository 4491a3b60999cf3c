"""Who does what to whom: a trigger and the parties around it → source and target."""
