"""Rules about whole tables: what is suspected of keys, by the other side, by time, and by what is published."""
