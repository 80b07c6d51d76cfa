"""The words about records of the law: products, facts, explanations."""

# One line a sentence: the two languages are read side by side.
# fmt: off
WORDS: dict[str, tuple[str, str]] = {
    # products
    "need-licence": ("needs a licence for: {services}", "须就下列业务取得许可：{services}"),
    "need-filing": ("needs no licence, only the filing of its site or app", "无须许可，仅须网站或应用备案"),
    "need-nothing": ("needs neither licence nor filing of its own", "无须许可，亦无须单独备案"),
    "need-other-permit": ("needs no telecom licence but another permit", "无须电信许可，但须其他许可"),
    "need-grey": ("not settled; may need: {services}", "尚不明确；可能须：{services}"),
    "threshold": ("threshold: {text}", "门槛：{text}"),
    "below": ("below it: {need}", "未达门槛：{need}"),
    "by-function": ("a licence by function", "按功能许可"),
    # lists
    "also": ("also: {names}", "又称：{names}"),
    "no-service-like": ("no service is called anything like {found}; `vatscheck services` lists them all, `vatscheck classify` starts from products", "没有名称含{found}的业务；`vatscheck services`列出全部，`vatscheck classify`从产品出发"),
    # facts
    "fact": ("{name} ({type})", "{name}（{type}）"),
    "type-profile": ("stated elsewhere in the profile, or computed", "由配置文件其他部分得出"),
    "type-yes-no": ("true or false", "true或false"),
    "type-number": ("a whole number", "整数"),
    "type-one": ("one of: {values}", "其一：{values}"),
    "type-several": ("a list of: {values}", "列表：{values}"),
    "who-knows": ("who knows: {who}", "知情者：{who}"),
    "read-by": ("read by: {rules}", "适用于：{rules}"),
    "no-such-fact": ("no fact is called {found}; see `vatscheck facts` (shares, places and services have tables of their own)", "没有名为{found}的事实；见`vatscheck facts`（股比、地点和业务另有其表）"),
    # explain
    "explain-unless": ("not if registered in {area} ({span})", "注册于{area}的除外（{span}）"),
    "explain-when": ("if {tests}", "条件：{tests}"),
    "explain-met": ("in place if {tests}", "满足标准：{tests}"),
    "or": ("or", "或者"),
    "op-is": ("{fact} is {value}", "{fact}为{value}"),
    "op-any_of": ("{fact} is one of: {value}", "{fact}属于：{value}"),
    "op-none_of": ("{fact} is none of: {value}", "{fact}不属于：{value}"),
    "op-at_least": ("{fact} is at least {value}", "{fact}不小于{value}"),
    "op-at_most": ("{fact} is at most {value}", "{fact}不大于{value}"),
    "op-above": ("{fact} is above {value}", "{fact}大于{value}"),
    "op-below": ("{fact} is below {value}", "{fact}小于{value}"),
    "since": ("since {start}", "自{start}起"),
    "reads": ("reads the fact {fact}", "读取事实{fact}"),
    "cured-by": ("cure: {cure}", "补正：{cure}"),
    "licence-item": ("printed on the licence as: {item}", "许可证载明：{item}"),
    "routes-today": ("routes on the day of verification: {routes}", "核实之日的途径：{routes}"),
    "lies-in": ("lies in {area}", "位于{area}"),
    "partly-in": ("may lie in {area}: name the parcel or district", "可能位于{area}：请写明片区或区"),
    "not-in-force": ("never in force", "从未生效"),
    "graded": ("grade {grade}, confidence {confidence}, verified {verified}", "证据等级{grade}，可信度{confidence}，核实至{verified}"),
}
# fmt: on
