"""How OneWindow looks: layouts, components, forms, error pages and the edge of every page."""
