-- The store's clock.
-- KEYS: none. ARGV: offset. Returns: epoch milliseconds.
return string.format('%.0f', clock())
