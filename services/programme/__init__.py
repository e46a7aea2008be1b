"""The programme: the version that holds, setting up, changing, drafts, outlets and join links."""
