"""How fast a large feed is served, what that takes of memory, and what one changed advert costs.

Run by `python -m benchmarks.feed`; the last line is JSON. It takes about three minutes on two cores.

A web server of its own serves 100,000 adverts over loopback HTTP to a client that reads everything, in turns with a
process that writes the same feed with lxml's incremental writer into /dev/null; `ratio_to_lxml` is the ratio of the
medians, of the plain document. Adverts repeat only every thousand, far beyond what compression looks back.
`build_s` is the first download, which makes all segments; `one_change_ms` a HEAD after one advert was changed, and
`no_change_ms` one after nothing was. Peak memory is that of a fresh web server that has built its feed and answered
two downloads, plain and compressed.
"""
