"""The country and place of an event, and whose ground or house it is: a trigger, its sides and the places told → where."""
