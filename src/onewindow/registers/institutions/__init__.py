"""Bodies of party and government, their posts, and the officials who hold them."""
