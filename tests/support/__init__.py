"""What tests of the whole programs share: a site, a server over it, raw HTTP."""
