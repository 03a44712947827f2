int ambiguous();
