"""The stores: the lake of files, the journal of people, the published marts."""
