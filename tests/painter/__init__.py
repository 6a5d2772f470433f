"""The painter: newspaper pages drawn from known stories, so that the truth of every character, line and block is
given by construction."""
