"""Weights learnt from hand-coded articles: features → probabilities; the tables lie beside their modules."""
