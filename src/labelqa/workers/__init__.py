"""The processes that do a job's work: forked from warm servers, each in a box of its own."""
