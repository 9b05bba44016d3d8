"""What is measured: strategies, indexes, the scoreboard."""
