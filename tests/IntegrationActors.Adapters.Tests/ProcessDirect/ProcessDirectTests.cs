using IntegrationActors.Adapters.ProcessDirect;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Tests.ProcessDirect;

public sealed class ProcessDirectTests : IAsyncLifetime
{
    private const string Sink = "  - send: { sink: {} }";

    private readonly FlowHost _host = new(typeof(ProcessDirectTable).Assembly, add: services => services.AddProcessDirect());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_call_goes_on_with_the_message_of_the_called_flow()
    {
        await CalledAsync("/prices", "  - set: { body: \"${body} costs 7\", headers: { currency: EUR } }");

        await SendAsync("call: { processDirect: /prices }", "bread");

        var taken = Assert.Single(_host.Sink.Taken);
        Assert.Equal(("bread costs 7", "EUR"), (taken.Text, taken.Headers["currency"]));
    }

    [Fact]
    public async Task A_send_goes_on_with_its_own_message_when_the_called_flow_is_at_its_end()
    {
        await CalledAsync("/audit", "  - set: { body: \"noted ${body}\", headers: { note: yes } }\n" + Sink);

        await SendAsync("send: { processDirect: audit }", "bread");

        Assert.Equal(["noted bread", "bread"], _host.Sink.Taken.Select(taken => taken.Text));
        Assert.False(_host.Sink.Taken.Last().Headers.ContainsKey("note"));
    }

    [Fact]
    public async Task Headers_pass_when_they_are_listed_and_properties_never()
    {
        await CalledAsync("/prices", "  - set: { headers: { seen: \"${header.region} ${header.secret} ${property.own} ${header.X-One}\" } }", "allowedHeaders: [region, \"X-.*\"]");

        await SendAsync("set: { properties: { own: mine } }\n  - call: { processDirect: { address: prices, responseHeaders: [seen] } }", "", ("region", "EU"), ("secret", "s"), ("X-One", "1"));

        Assert.Equal("EU   1", Assert.Single(_host.Sink.Taken).Headers["seen"]);
    }

    [Fact]
    public async Task What_the_runtime_set_passes_by_name_alone()
    {
        await CalledAsync("/all", "  - set: { headers: { seen: \"${header.CamelHttpUri}|${header.SAP_ApplicationID}|${header.Content-Type}\" } }", "allowedHeaders: [\"*\", SAP_ApplicationID]");

        await SendAsync("call: { processDirect: all }", "", ("CamelHttpUri", "http://x"), ("SAP_ApplicationID", "4711"), ("Content-Type", "text/csv"));

        Assert.Equal("|4711|text/csv", Assert.Single(_host.Sink.Taken).Headers["seen"]);
    }

    [Fact]
    public async Task Each_flow_has_its_entry_in_the_log_and_both_have_one_correlation_id()
    {
        await CalledAsync("/prices", "  - set: { body: x }");

        var caller = await SendAsync("call: { processDirect: prices }", "bread");

        var called = Assert.Single(_host.Ended, record => record.Id != caller.Id);
        Assert.Equal((caller.Id.ToString(), caller.Id), (called.CorrelationId, called.Predecessor));
        Assert.Equal("processDirect:/prices", caller.Receiver);
        Assert.Equal("called", called.Flow.Flow);
    }

    [Fact]
    public async Task Attachments_pass_in_both_directions()
    {
        const string Document = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nfirst\r\n--b\r\nContent-Type: text/plain\r\n\r\nsecond\r\n--b--\r\n";
        await CalledAsync("/parts", "  - set: { headers: { parts: \"${body}\" } }");

        await SendAsync("mimeDecode: { inlineHeaders: true }\n  - call: { processDirect: parts }\n  - mimeEncode: { transferEncoding: binary }", Document);

        var taken = Assert.Single(_host.Sink.Taken);
        Assert.Contains("first", taken.Text, StringComparison.Ordinal);
        Assert.Contains("second", taken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_failure_of_the_called_flow_is_that_of_the_call_and_the_message_stays_as_it_was()
    {
        await CalledAsync("/prices", "  - set: { body: changed }\n  - fail: \"no price\"");
        var caller = await _host.DeployAsync("from: { direct: {} }\nsteps:\n  - call: { name: ask, processDirect: prices }\nonError:\n" + Sink + "\n  - fail: { message: \"${exception.message}\" }", "caller");

        var record = await _host.SendAsync(caller, Payload.FromText("bread"));

        var called = Assert.Single(_host.Ended, other => other.Id != record.Id);
        Assert.Equal(MessageStatus.Failed, record.Status);
        Assert.Contains("no price", record.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(called.Fault!.Code, record.Fault.Handling?.Code ?? record.Fault.Code);
        Assert.Equal("bread", Assert.Single(_host.Sink.Taken).Text);
    }

    [Fact]
    public async Task An_escalation_of_the_called_flow_fails_the_call()
    {
        await CalledAsync("/prices", "  - escalate: \"look at it\"");

        var record = await SendAsync("call: { processDirect: prices }", "bread");

        Assert.Equal([MessageStatus.Escalated, MessageStatus.Failed], _host.Ended.Select(r => r.Status));
        Assert.Contains("look at it", record.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_flow_with_the_address_does_not_start_and_hears_of_the_first()
    {
        await CalledAsync("/prices", "  - end");

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => _host.DeployAsync("from: { processDirect: prices }\nsteps:\n  - end", "second"));

        var finding = Assert.Single(failure.Diagnostics);
        Assert.Equal("IA1363", finding.Code);
        Assert.Contains("flow 'called'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_takes_the_address_over()
    {
        var first = await CalledAsync("/prices", "  - set: { body: first }");
        await CalledAsync("/prices", "  - set: { body: second }");
        await first.RetireAsync(TimeSpan.FromSeconds(5));

        await SendAsync("call: { processDirect: prices }", "bread");

        Assert.Equal("second", Assert.Single(_host.Sink.Taken).Text);
    }

    [Fact]
    public async Task A_flow_that_is_not_there_fails_the_call()
    {
        var record = await SendAsync("call: { processDirect: { address: nobody, wait: 10ms } }", "bread");

        Assert.Equal(("IA3920", 503), (record.Fault!.Code, record.Fault.ResponseStatus));
    }

    [Fact]
    public async Task A_call_waits_for_a_flow_that_is_just_being_started()
    {
        var caller = await CallerAsync("call: { processDirect: { address: late, wait: 5m } }");
        var call = _host.SendAsync(caller, Payload.FromText("bread"));

        await CalledAsync("/late", "  - set: { body: here }");
        await call;

        Assert.Equal("here", Assert.Single(_host.Sink.Taken).Text);
    }

    [Fact]
    public async Task The_gate_of_the_called_flow_holds_for_its_callers()
    {
        var go = new TaskCompletionSource();
        _host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        await _host.DeployAsync($"concurrency: {{ maxInFlight: 1, maxWaiting: 0 }}\nfrom: {{ processDirect: narrow }}\nsteps:\n{Sink}", "called");
        var caller = await _host.DeployAsync("from: { direct: {} }\nsteps:\n  - call: { processDirect: narrow }", "caller");
        var first = _host.SendAsync(caller, Payload.FromText("1"));
        await Eventually.HoldsAsync(() => _host.Sink.Begun == 1);

        var second = await _host.SendAsync(caller, Payload.FromText("2"));
        go.SetResult();

        Assert.Equal(("IA3921", 503), (second.Fault!.Code, second.Fault.ResponseStatus));
        Assert.Equal(MessageStatus.Completed, (await first).Status);
    }

    [Fact]
    public async Task Flows_that_call_each_other_in_a_circle_are_stopped()
    {
        await _host.DeployAsync("from: { processDirect: a }\nsteps:\n  - call: { processDirect: b }", "first");
        await _host.DeployAsync("from: { processDirect: b }\nsteps:\n  - call: { processDirect: a }", "second");

        var record = await SendAsync("call: { processDirect: a }", "bread");

        Assert.Equal("IA3922", record.Fault!.Code);
        Assert.Equal(21, _host.Ended.Count);
    }

    [Fact]
    public async Task The_message_may_say_which_flow_is_called()
    {
        await CalledAsync("/partners/acme-1", "  - set: { body: here }");
        var caller = await CallerAsync("call: { processDirect: \"/partners/${header.partner}\" }");

        await _host.SendAsync(caller, Payload.FromText(""), ("partner", "acme-1"));
        var wrong = await _host.SendAsync(caller, Payload.FromText(""), ("partner", "../x"));

        Assert.Equal("here", Assert.Single(_host.Sink.Taken).Text);
        Assert.Equal("IA3924", wrong.Fault!.Code);
    }

    [Fact]
    public async Task Large_bodies_pass_as_they_are_and_many_at_once()
    {
        await CalledAsync("/echo", "  - set: { headers: { seen: yes } }");
        var caller = await CallerAsync("call: { processDirect: echo }");
        var bodies = Enumerable.Range(0, 40).Select(i => Body((i % 4) switch { 0 => 0, 1 => 1000 + i, 2 => 300_000 + i, _ => 6_000_000 + i })).ToArray();

        await Parallel.ForEachAsync(bodies, async (body, cancel) => await _host.SendAsync(caller, Payload.FromStream(new MemoryStream(body), body.Length, _host.Spool)));

        Assert.Equal(bodies.Select(body => Contracts.Sink.HashOf(body)).Order(), _host.Sink.Taken.Select(taken => taken.Hash).Order());
    }

    [Theory]
    [InlineData("from: { processDirect: \"a b\" }\nsteps:\n  - end", "is no address")]
    [InlineData("from: { processDirect: { address: a, allowedHeaders: [\"(\"] } }\nsteps:\n  - end", "neither a header name nor a regular expression")]
    public void What_is_wrong_is_a_finding(string flow, string said) => Assert.Contains(said, _host.FindingsOf(flow), StringComparison.Ordinal);

    [Fact]
    public async Task A_constant_address_that_is_none_is_a_finding_with_its_place()
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => CallerAsync("call: { processDirect: \"a b\" }"));

        Assert.Equal("IA1362", Assert.Single(failure.Diagnostics).Code);
        Assert.StartsWith("test.flow.yaml(4,", failure.Diagnostics[0].ToString(), StringComparison.Ordinal);
    }

    private static byte[] Body(int size)
    {
        var body = new byte[size];
        new Random(size).NextBytes(body);
        return body;
    }

    private Task<OpenFlow> CalledAsync(string address, string steps, string options = "") =>
        _host.DeployAsync($"from: {{ processDirect: {{ address: {address}{(options.Length == 0 ? "" : $", {options}")} }} }}\nsteps:\n{steps}", "called");

    private Task<OpenFlow> CallerAsync(string step) => _host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - {step}\n{Sink}", "caller");

    private async Task<MessageRecord> SendAsync(string step, string body, params (string Name, string Value)[] headers) =>
        await _host.SendAsync(await CallerAsync(step), Payload.FromText(body), headers);
}
