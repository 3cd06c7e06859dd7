"""What the law says about a scheme: provisions as data, one small test an element, no verdict on anybody."""
