"""The words of the questions about a company: where, since when, how much, why."""

# One line a sentence: the two languages are read side by side.
# fmt: off
WORDS: dict[str, tuple[str, str]] = {
    # where
    "where-moved": ("With registration and all servers in each place, all else as given:", "注册地与全部服务设施均在各地、其他条件不变时："),
    "where-stay": ("With registration in each place, the servers where they are, all else as given:", "注册地在各地、服务设施不动、其他条件不变时："),
    "rest-of": ("the rest of {place}", "{place}其余地区"),
    "everywhere-else": ("everywhere else in the mainland", "内地其他所有地区"),
    "anywhere-else": ("everywhere not named above or below", "其他所有地区"),
    # timeline
    "timeline-title": ("For this company, all else as given, on every day that the law covers (verified to {verified}; later days as far as they are published):", "公司情况不变时，规则库所涵盖各日的结论（核实至{verified}；此后以已公布者为限）："),
    "timeline-future": ("upcoming: {days}", "即将：{days}"),
}
# fmt: on
