"""From claim and count to a verdict. Sees records only; computes in integers and fractions."""
