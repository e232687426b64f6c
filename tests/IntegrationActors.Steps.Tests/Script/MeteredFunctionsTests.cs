using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Script;

/// <summary>Functions of the language that a script gets with a meter do what they always did, and stop where the budget ends.</summary>
[Collection(nameof(Alone))]
public sealed class MeteredFunctionsTests
{
    [Theory]
    [InlineData("[1, [2, [3, null]], undefined, 'x'].join('-')", "1-2,3,--x")]
    [InlineData("String([1, [2, 3]])", "1,2,3")]
    [InlineData("(() => { const a = [1]; a.push(a); return a.join() })()", "1,")]
    [InlineData("Array.prototype.join.call({ length: 3, 0: 'a', 2: 'c' }, '+')", "a++c")]
    [InlineData("[['a', 1], [true]].toLocaleString()", "a,1,true")]
    [InlineData("JSON.stringify([1, [2, [3, [4]]], , 5].flat())", "[1,2,[3,[4]],5]")]
    [InlineData("JSON.stringify([1, [2, [3, [4]]]].flat(Infinity))", "[1,2,3,4]")]
    [InlineData("'ab'.padStart(5, 'xy') + 'ab'.padEnd(4, '-')", "xyxabab--")]
    [InlineData("'a'.concat(1, null, ['b', 'c'])", "a1nullb,c")]
    [InlineData("String.raw`a\\n${1}b`", "a\\n1b")]
    [InlineData("encodeURIComponent('a ü/')", "a%20%C3%BC%2F")]
    [InlineData("'a-b-c'.replaceAll('-', (found, at) => found + at)", "a-1b-3c")]
    [InlineData("'a1b2'.replace(/(\\d)/g, (all, digit, at) => digit * 2 + '@' + at)", "a2@1b4@3")]
    [InlineData("'a1b2'.replace(/(?<d>\\d)/g, '[$<d>$&]')", "a[11]b[22]")]
    [InlineData("'x'.replace('x', undefined)", "undefined")]
    [InlineData("'a1b2'.match(/\\d/g).join()", "1,2")]
    [InlineData("JSON.stringify({ b: 1, a: { c: 2, b: [undefined, () => 1] }, u: undefined })", "{\"b\":1,\"a\":{\"c\":2,\"b\":[null,null]}}")]
    [InlineData("JSON.stringify({ b: 1, a: { c: 2, b: 3 } }, ['a', 'b'])", "{\"a\":{\"b\":3},\"b\":1}")]
    [InlineData("JSON.stringify({ a: 1, b: 'x' }, (key, value) => typeof value === 'number' ? value + 1 : value)", "{\"a\":2,\"b\":\"x\"}")]
    [InlineData("JSON.stringify([1], null, 2)", "[\n  1\n]")]
    [InlineData("JSON.stringify({ d: new Date(0), t: { toJSON: () => 'j' } })", "{\"d\":\"1970-01-01T00:00:00.000Z\",\"t\":\"j\"}")]
    [InlineData("'' + JSON.stringify(undefined)", "undefined")]
    [InlineData("['1', '2'].map(Number).reduce((a, b) => a + b, 0) + ['b', 'a'].map(encodeURIComponent).sort().join('')", "3ab")]
    [InlineData("[3, 1, 2].toSorted((a, b) => a - b).join() + Array.from('ab', s => s + s).join()", "1,2,3aa,bb")]
    [InlineData("Object.keys('ab').join() + Object.entries({ a: 1 }).join()", "0,1a,1")]
    [InlineData("'a1'.replace(/\\d/, ((x, all) => x + all).bind(null, 'b')) + JSON.stringify({ a: 1 }, ((x, key, value) => value === 1 ? x : value).bind(null, 'b'))", "ab1{\"a\":\"b\"}")]
    [InlineData("((a, b) => a + b).bind(null, 1).bind(null, 2)()", "3")]
    [InlineData("(() => { let all = ''; for (const k in 'ab') all += k; for (const k in { x: 1, y: 2 }) all += k; for (const k in null) all += k; return all })()", "01xy")]
    [InlineData("JSON.stringify({ ...'ab', ...{ c: 1, ...null }, ...[7] })", "{\"0\":7,\"1\":\"b\",\"c\":1}")]
    [InlineData("JSON.stringify([{ a: 1, b: 2, c: 3 }, 'xy'].map(({ a, ...rest }) => rest))", "[{\"b\":2,\"c\":3},{\"0\":\"x\",\"1\":\"y\"}]")]
    [InlineData("(() => { let a, rest; ({ a, ...rest } = { a: 1, length: 9000000 }); const { ...all } = rest; return JSON.stringify({ ...all }) })()", "{\"length\":9000000}")]
    [InlineData("(() => { let all = []; for (all[all.length] in 1, { p: 1, q: 2 }); return all.join() })()", "p,q")]
    [InlineData("Object.isFrozen(Object.freeze({ a: 1 })) + ' ' + Object.keys(globalThis).includes('$enumerated') + ' ' + Object.getOwnPropertyNames('').join()", "true false length")]
    public async Task A_metered_function_does_what_it_always_did(string expression, string expected)
    {
        Assert.Equal(expected, await Value(expression));
    }

    [Theory]
    [InlineData("'x'.padStart(500000000)")]
    [InlineData("'a'.repeat(900000).split('').join('b'.repeat(100000))")]
    [InlineData("Array(1000).fill('b'.repeat(1000000)).join()")]
    [InlineData("JSON.stringify(Array(1000).fill('b'.repeat(1000000)))")]
    [InlineData("let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; String(a)")]
    [InlineData("let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; a.flat(Infinity)")]
    [InlineData("let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; JSON.stringify(a)")]
    [InlineData("let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; message.setBody(a)")]
    [InlineData("let a = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; message.setProperty('p', a)")]
    [InlineData("const u = {}; for (let i = 0; i < 50000; i++) u['a' + i] = undefined; JSON.stringify(Array(1000000).fill(u))")]
    [InlineData("const s = 'b'.repeat(10000000); s.concat(...Array(1000).fill(s))")]
    [InlineData("String.raw({ raw: Array(1000).fill('b'.repeat(1000000)) })")]
    [InlineData("'\\ufdfa'.repeat(10000000).normalize('NFKD')")]
    [InlineData("encodeURIComponent('\\u20ac'.repeat(20000000))")]
    [InlineData("'a'.repeat(10000).replace(/a/g, String.prototype.concat.bind('b'.repeat(1000000)))")]
    [InlineData("'a'.repeat(30000000).match(/a/g)")]
    [InlineData("Object.keys('x'.repeat(30000000))")]
    [InlineData("Object.freeze(new String('x'.repeat(30000000)))")]
    [InlineData("for (const k in 'x'.repeat(30000000)) break")]
    [InlineData("for (const k in new String('x'.repeat(30000000))) break")]
    [InlineData("for (const k in Object.create(new String('x'.repeat(30000000)))) break")]
    [InlineData("for (const k in { ...'x'.repeat(30000000) }) break")]
    [InlineData("const o = { a: 1, ...'x'.repeat(30000000) }")]
    [InlineData("const { length, ...rest } = 'x'.repeat(30000000)")]
    [InlineData("(({ ...rest }) => rest)('x'.repeat(30000000))")]
    [InlineData("let rest; ({ ...rest } = new String('x'.repeat(30000000)))")]
    [InlineData("for (const { ...rest } of ['x'.repeat(30000000)]) break")]
    [InlineData("[...'x'.repeat(30000000)]")]
    [InlineData("Array.from('x'.repeat(30000000))")]
    [InlineData("'x'.repeat(30000000).split('')")]
    [InlineData("new Set('x'.repeat(30000000))")]
    [InlineData("Array.prototype.slice.call('x'.repeat(30000000))")]
    [InlineData("Math.max(...'x'.repeat(30000000))")]
    [InlineData("Array(10000).fill('a'.repeat(1000000)).map(String.prototype.toUpperCase.call, String.prototype.toUpperCase)")]
    [InlineData("Promise.all({ [Symbol.iterator]: Object.bind(null, { next: Object.bind(null, { value: 1, done: false }) }) })")]
    [InlineData("let f = () => 1; for (let i = 0; i < 100000; i++) f = f.bind(null, 1); f()")]
    [InlineData("function* g(x) { for (const y of x) yield y } let it = [1].values(); for (let i = 0; i < 100000; i++) it = g(it); it.next()")]
    public async Task What_would_make_much_of_little_is_stopped_before_it_does(string script)
    {
        var before = GC.GetTotalAllocatedBytes();

        var end = await Inline(script).RunAsync();

        Assert.Equal("IA3452", end.Fault?.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400L << 20);
    }

    [Theory]
    [InlineData("new Proxy({}, {})")]
    [InlineData("Iterator.from([])")]
    [InlineData("[1].values().map(x => x)")]
    public async Task What_can_not_be_metered_is_not_there(string expression)
    {
        Assert.Equal("IA3451", (await Inline($"message.setBody({expression})").RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("for (const k in { a: 1 }) { if (k) throw new Error('no') }", "6,50")]
    [InlineData("const o = { ...{ a: 1 }, ...null }; throw new Error('no')", "6,51")]
    [InlineData("const { a, ...b } = { a: 1 }; const c = b.d.e", "6,53")]
    public async Task A_mistake_behind_a_guard_is_reported_where_it_stands(string script, string place)
    {
        var fault = (await Inline(script).RunAsync()).Fault;

        Assert.StartsWith($"test.flow.yaml({place})", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_the_guards_is_taken()
    {
        Assert.Contains("the name $enumerated is taken", Assert.Single(Inline("const $enumerated = 1").Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void Generators_that_hand_on_to_each_other_are_a_finding()
    {
        Assert.Contains("yield* is not available", Assert.Single(Inline("function* g(x) { yield* x }").Findings()), StringComparison.Ordinal);
    }

    private static async Task<string?> Value(string expression)
    {
        var end = await Inline($"message.setBody(String({expression}))").RunAsync();
        Assert.Null(end.Fault);
        return end.Body;
    }

    private static FlowTest Inline(string code) => new($"- script:\n    code: |\n      {code}");
}
