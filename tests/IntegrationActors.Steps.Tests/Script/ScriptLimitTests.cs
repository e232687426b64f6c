using System.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Script;

/// <summary>Scripts that run away, or want out.</summary>
public sealed class ScriptLimitTests
{
    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("for (;;);")]
    [InlineData("try { while (true) {} } catch (e) {} while (true) {}")]
    [InlineData("function f() { return f() + 1 } f()")]
    [InlineData("var o = { get a() { return o.a } }; o.a")]
    [InlineData("var s = 'x'; while (true) s += s;")]
    [InlineData("new Array(4000000000).fill(0)")]
    [InlineData("var a = []; for (;;) a.push({ a: 1 })")]
    [InlineData("var m = new Map(); for (var i = 0; ; i++) m.set(i, { a: i })")]
    [InlineData("/^(a+)+$/.test('a'.repeat(40) + 'b')")]
    [InlineData("new RegExp('^(a+)+$').test('a'.repeat(40) + 'b')")]
    [InlineData("function* g() { for (;;) yield 1 } [...g()]")]
    [InlineData("(async function f() { for (;;) await 1 })()")]
    public async Task A_script_without_end_is_stopped(string script)
    {
        var time = Stopwatch.StartNew();

        var end = await Inline(script).RunAsync();

        Assert.Equal("IA3452", end.Fault?.Code);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("'x'.repeat(500000000)")]
    [InlineData("'a'.repeat(1000000).replaceAll('a', 'b'.repeat(1000))")]
    [InlineData("'a'.repeat(1000000).replace(/a/g, 'b'.repeat(1000))")]
    [InlineData("/a/g[Symbol.replace]('a'.repeat(1000000), 'b'.repeat(1000))")]
    [InlineData("'a'.repeat(1000000).replace(/a+/, '$&'.repeat(1000))")]
    [InlineData("new ArrayBuffer(2000000000)")]
    [InlineData("new Uint8Array(1500000000)")]
    [InlineData("BigInt(9)")]
    [InlineData("var a = []; for (var i = 0; i < 100000; i++) a = [a]; JSON.stringify(a)")]
    [InlineData("JSON.parse('['.repeat(100000))")]
    [InlineData("var p = {}; for (var i = 0; i < 100000; i++) p = new Proxy(p, {}); p.x")]
    public async Task What_would_need_gigabytes_or_the_whole_stack_at_once_is_an_error_of_the_script(string script)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var end = await Inline(script).RunAsync();

        Assert.Contains(end.Fault?.Code, new[] { "IA3451", "IA3452" });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L << 20);
    }

    [Fact]
    public async Task Replacing_works_as_it_always_did()
    {
        var end = await Inline("message.setBody('a-b-c'.replace('-', '+') + 'a-b-c'.replaceAll('-', '') + 'a1b2'.replace(/\\d/g, d => d * 2) + 'ab'.replace(/(a)(b)/, '$2$1') + 'ab'.repeat(2));").RunAsync();

        Assert.Equal("a+b-cabca2b4baabab", end.Body);
    }

    [Theory]
    [InlineData("eval('1')")]
    [InlineData("new Function('return 1')()")]
    [InlineData("(function () {}).constructor('return 1')()")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("require('fs')")]
    [InlineData("importNamespace('System')")]
    [InlineData("import('fs')")]
    [InlineData("message.GetType()")]
    [InlineData("message.getBody.GetType()")]
    [InlineData("setTimeout(() => 1)")]
    [InlineData("fetch('http://127.0.0.1')")]
    [InlineData("process.env.PATH")]
    [InlineData("new ShadowRealm().evaluate('1')")]
    [InlineData("secureStore.getUserCredential('erp')")]
    public async Task There_is_no_way_out(string script)
    {
        Assert.Equal("IA3451", (await Inline($"var x = {script}; if (x instanceof Promise) throw 1; message.setBody('' + x)").RunAsync()).Fault?.Code);
    }

    [Fact]
    public async Task A_script_that_is_stopped_leaves_the_next_message_fine()
    {
        await Inline("while (true) {}").RunAsync();

        Assert.Equal(MessageStatus.Completed, (await Inline("message.setBody('x')").RunAsync()).Status);
    }

    private static FlowTest Inline(string code) => new($"- script:\n    code: |\n      {code}");
}
