"""The words about keeping the law: findings, tests, coverage, differences, overlays."""

# One line a sentence: the two languages are read side by side.
# fmt: off
WORDS: dict[str, tuple[str, str]] = {
    # what must be true of the law
    "lint-twin-id": ("{count} rules have this id: give each an id of its own", "{count}条规则使用同一id：请各用不同的id"),
    "lint-no-day": ("{day} is no day: write YYYY-MM-DD", "{day}不是日期：请写YYYY-MM-DD"),
    "lint-ends-first": ("ends {end}, before it starts {start}: correct one of them", "截止日{end}早于起始日{start}：请更正其一"),
    "lint-overlap": ("the versions from {one} and {other} overlap: end the first on the day before the second starts", "自{one}和自{other}的版本重叠：前者应止于后者起始日前一日"),
    "lint-gap": ("nothing between {end} and {start}: close the gap, or make two records of it", "{end}至{start}之间无规定：请补足，或分为两条记录"),
    "lint-dangling": ("no {kind} {name}: correct the id, or add the record", "没有{kind} {name}：请更正id，或添加该记录"),
    "lint-cites-nothing": ("cites {name}, which is no instrument: correct the id, or add the instrument", "引用的{name}不是文件记录：请更正id，或添加该文件"),
    "lint-never-in-force": ("rests on {name}, which was never in force: cite what is in force", "所依据的{name}从未生效：请引用有效文件"),
    "lint-placeholder": ("a placeholder in \"{found}\": write the text", "“{found}”中有占位文字：请写明内容"),
    "lint-doubt": ("{confidence} confidence without a question: say what is open and whom to ask, question = {{ en = ..., zh = ..., ask = \"MIIT\" }}", "可信度为{confidence}但未写问题：请写明未决事项及询问机关，question = {{ en = ..., zh = ..., ask = \"MIIT\" }}"),
    "lint-conflict": ("disagrees with {other} on {services}: the same checks, another cap; end one, or replace it", "与{other}就{services}不一致：检查项相同而比例上限不同；请终止其一或取代之"),
    "lint-reach": ("{found} is no reach; allowed: {allowed}", "{found}不是服务范围；允许：{allowed}"),
    "lint-wants-number": ("{name} compares with {found}: write a number without quotes", "{name}的值为{found}：请写不加引号的数字"),
    "lint-wants-list": ("{name} compares with {found}: write a list, [\"...\"]", "{name}的值为{found}：请写列表，[\"...\"]"),
    "lint-wants-value": ("{name} has no value: write value = ...", "{name}没有值：请写value = ..."),
    "lint-share": ("{name} compares with {found}: a share is a percentage from 0 to 100", "{name}的值为{found}：比例须为0至100"),
    "lint-circle": ("lies in itself: correct lies_in", "该地点位于自身之内：请更正lies_in"),
    "lint-operator": ("{op} does not compare {fact}; allowed: {allowed}", "{op}不能用于{fact}；允许：{allowed}"),
    # slips
    "lint-never": ("its checks on {fact} can never hold together (from {start}): correct one of them", "对{fact}的各项检查不可能同时满足（自{start}起）：请更正其一"),
    "lint-too-early": ("ends {end}, before {start}, the first day covered: correct the day, or drop it", "止于{end}，早于收录起始日{start}：请更正日期或删去"),
    "lint-idle-condition": ("no route carries this condition on any of its days: name it in a route, or give it kinds", "其有效期内没有途径带有此条件：请在途径中列明，或写kinds"),
    "lint-idle-prohibition": ("no route that it could defeat on any of its days: correct its days or services", "其有效期内没有可被其排除的途径：请更正日期或业务"),
    "lint-twin": ("says the same as {other}: keep one of them", "与{other}内容相同：请只保留一条"),
    "lint-unused": ("no rule refers to it", "没有规则提及"),
    # missing tests
    "lint-no-yes": ("no test in which it leads to a yes: add one", "缺少结论为可许可的测试：请添加"),
    "lint-no-no": ("no test in which it fails, with the check that fails: add one", "缺少不满足的测试（含不满足的检查项）：请添加"),
    "lint-no-unknown": ("no test in which it is undetermined: add one that leaves a fact out", "缺少结论待定的测试：请添加一个遗漏事实的测试"),
    "lint-no-day-tested": ("no test on {day}: a boundary is tested on its day and the day before", "缺少{day}的测试：每个界限应测试当日及前一日"),
    "lint-no-cap-at": ("no test with a foreign share of {cap}, the cap: add one", "缺少外资比例为上限{cap}的测试：请添加"),
    "lint-no-cap-under": ("no test with a foreign share just under the cap of {cap}: add one within one point", "缺少外资比例略低于上限{cap}的测试：请添加（相差一个百分点以内）"),
    "lint-no-cap-over": ("no test with a foreign share just over the cap of {cap}: add one within one point", "缺少外资比例略高于上限{cap}的测试：请添加（相差一个百分点以内）"),
    "lint-no-refusal": ("no test in which it refuses a route: add one", "缺少其排除途径的测试：请添加"),
    "lint-no-state": ("no test that expects the state {state}: add one", "缺少预期状态为{state}的测试：请添加"),
    "lint-no-threshold": ("no test with {fact} = {value}: a threshold is tested at it and just below", "缺少{fact} = {value}的测试：门槛应测试该值及略低的值"),
    # a folder as a law
    "overlay": ("overlay {name} on the bundled law: added {added}; replaced {replaced}; {digest}", "内置规则库上叠加{name}：新增{added}；取代{replaced}；{digest}"),
    "header-overlay": ("overlay", "叠加规则"),
    "law-no-folder": ("no such folder: name a folder with TOML files of the law", "文件夹不存在：请指定含规则TOML文件的文件夹"),
    "law-empty": ("no TOML file in this folder: write records such as [[route]] in a file whose name ends in .toml", "文件夹中没有TOML文件：请在以.toml结尾的文件中写[[route]]等记录"),
    "law-head": ("a whole law has version, verified_on and starts; missing or wrong: {missing}; an overlay has none of them", "完整规则库须有version、verified_on和starts；缺失或有误：{missing}；叠加规则则均不写"),
    "law-no-kind": ("found {found}: no kind of record; allowed: {allowed}", "现为{found}：没有此类记录；允许：{allowed}"),
    "law-missing": ("missing: {key}; write {example}", "缺少{key}；请写{example}"),
    "law-strange-key": ("unknown key {key}: drop it, or correct its name", "未知的键{key}：请删去或更正"),
    "law-wrong": ("found {found}: not what belongs here; write {example}", "现为{found}：不符合要求；请写{example}"),
    "law-twice": ("{name} stands already in {file}, line {at}: keep one of them", "{name}已写在{file}第{at}行：请只保留一处"),
    "law-exists": ("{name} is in the bundled law: to put this record in its place write below the id replaces = \"why\", else choose another id", "内置规则库已有{name}：如须取代，请在id下写replaces = \"理由\"，否则另选id"),
    "law-reason": ("replaces says why the bundled record is replaced: write replaces = \"the reason\"", "replaces用于说明取代理由：请写replaces = \"理由\""),
    "law-replaces-nothing": ("the bundled law has no {name} to replace; nearest: {hint}; drop replaces for a new record", "内置规则库没有可取代的{name}；相近：{hint}；新记录请删去replaces"),
    "law-overrides": ("overrides lists the prohibitions that do not defeat a route; to replace a bundled record write replaces = \"why\"", "overrides列明不排除该途径的禁止规则；取代内置记录请写replaces = \"理由\""),
}
# fmt: on
