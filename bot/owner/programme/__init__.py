"""The owner's programme: setting up, rules and their forms, versions, outlets."""
