"""Shared code for tests of whole programs: sites, servers, raw HTTP."""
