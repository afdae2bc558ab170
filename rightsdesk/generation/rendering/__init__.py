"""From sources to a render: stems, order, time and pitch, what is laid over them, and the files that leave."""
