"""From made pages to the site that is served: one build at a time, whole or not at all."""
