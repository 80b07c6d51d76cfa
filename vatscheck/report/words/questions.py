"""The words of the questions about a company: where, since when, how much, why."""

# One line a sentence: the two languages are read side by side.
# fmt: off
WORDS: dict[str, tuple[str, str]] = {
    "asked-nothing": ("No service is asked for that needs a telecom licence; `vatscheck assess` says what each product needs.", "未涉及需电信业务许可的业务；各产品所需手续见`vatscheck assess`。"),
    # where
    "where-moved": ("With registration and all servers in each place, all else as given:", "注册地与全部服务设施均在各地、其他条件不变时："),
    "where-stay": ("With registration in each place, the servers where they are, all else as given:", "注册地在各地、服务设施不动、其他条件不变时："),
    "rest-of": ("the rest of {place}", "{place}其余地区"),
    "part-open": ("if no smaller part is known: {places}", "未明确具体位置的：{places}"),
    "everywhere-else": ("everywhere else in the mainland", "内地其他所有地区"),
    "everywhere": ("everywhere in the mainland", "内地所有地区"),
    # timeline
    "timeline-title": ("For this company, all else as given, on every day that the law covers (verified to {verified}; later days as far as they are published):", "公司情况不变时，规则库所涵盖各日的结论（核实至{verified}；此后以已公布者为限）："),
    "timeline-future": ("upcoming: {days}", "即将：{days}"),
    # limits
    "limits-title": ("The largest share of {holder}, the rest held by {rest}; registration and all servers in the place, all else as given. “Since”: from which day that share has worked without a break; “as given”: from which day this company, with its owners as stated, has been or will be let in:", "{holder}可持有的最高比例（其余由{rest}持有；注册地与全部服务设施均在该地，其他条件不变）。“自”：该比例自何日起一直可行；“现状”：本公司（股东如所述）自何日起可行："),
    "limits-rest-state": ("a mainland state holder", "内地国有股东"),
    "limits-rest-company": ("mainland companies", "内地公司"),
    "limits-anybody": ("one foreign holder, whoever it is", "任何一名外方股东"),
    "limits-holder": ("{name} ({home})", "{name}（{home}）"),
    "limits-supplier": ("{home}, certified supplier", "{home}，持证服务提供者"),
    "limits-share": ("share", "比例"),
    "limits-since": ("since", "自"),
    "limits-given": ("as given", "现状"),
    "limits-where": ("where", "何处"),
    "limits-below": ("below {share}", "低于{share}"),
    "limits-none": ("none", "不可"),
    "limits-possible": ("{share} if other facts allow", "{share}（视其他事实）"),
    # why
    "open": ("open", "待定"),
    "why-line": ("{found} (line {line})", "{found}（第{line}行）"),
    "why-source": ("{source}; grade {grade}", "{source}；证据等级{grade}"),
}
# fmt: on
