"""What takes minutes: run by ``make soak`` in the long form, and by the tests in a short one."""
