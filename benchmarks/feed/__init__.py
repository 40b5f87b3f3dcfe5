"""How fast a large feed is served, what that takes of memory, and what one changed advert costs.

Run by `python -m benchmarks.feed`; the last line is JSON. It takes about three minutes on two cores.

A web server of its own serves 100,000 adverts over loopback HTTP to a client that reads everything, in turns with a
process that writes the same feed with lxml's incremental writer into /dev/null; `ratio_to_lxml` is the ratio of the
medians, of the plain document. Adverts repeat only every thousand, far beyond what compression looks back.
`plain_first_s` is the first of them, by a crawler that finds what the worker has put on the disk, and
`first_ratio_to_lxml` its ratio; `plain_from_database_s` is one on a machine without it, as a web server elsewhere.
`build_s` is what a worker takes to make all segments; `one_change_ms` a HEAD after one advert was changed, which makes
its segment, and `no_change_ms` one after nothing was. `all_changed_ms` is a HEAD right after all adverts were changed,
while a worker makes their segments, and `all_changed_gzip_s` a download then. Peak memory is that of the larger of
two fresh processes: one that has built the feed, and a web server that has answered two downloads, plain and
compressed.
"""
