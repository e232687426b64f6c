using System.Xml.Linq;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Steps.Tests.Aggregator;

public sealed class AggregatorStepTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private TestStores _stores = null!;
    private Func<Exchange, Outcome> _receiver = _ => Outcome.Next;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open(_time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Messages_with_the_same_correlation_become_one_when_the_last_has_come()
    {
        var flow = Flow("correlation: { xpath: /line/order }, last: { xpath: \"/line/last = 'true'\" }");

        var first = await flow.SendAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<line><order>7</order></line>\n", ("X-First", "1"));
        await flow.SendAsync("<line><order>8</order></line>");
        Assert.Empty(await flow.BringOnAsync());
        var last = await flow.SendAsync("<line><order>7</order><last>true</last></line>", ("X-First", "2"), ("X-Second", "2"));
        var end = Assert.Single(await flow.BringOnAsync());

        Assert.Equal("<multimap:Messages xmlns:multimap=\"http://sap.com/xi/XI/SplitAndMerge\"><multimap:Message1><line><order>7</order></line><line><order>7</order><last>true</last></line></multimap:Message1></multimap:Messages>", XDocument.Parse(end.Body).ToString(SaveOptions.DisableFormatting));
        Assert.Equal(("predicate", "application/xml", "1", "2"), (end.Headers["CamelAggregatedCompletedBy"], end.Headers["Content-Type"], end.Headers["X-First"], end.Headers["X-Second"]));
        Assert.Equal((2L, "7"), (end.Properties["CamelAggregatedSize"], end.Properties["CamelAggregatedCorrelationKey"]));
        Assert.Equal(MessageStatus.Completed, end.Record.Status);
        Assert.Equal(first.Record.Id, end.Record.Predecessor);
        Assert.Equal([new("AggregationKey", "7"), new("AggregatedMessage", $"{first.Record.Id}"), new("AggregatedMessage", $"{last.Record.Id}")], end.Record.Keys);
        Assert.Empty(await flow.BringOnAsync());
    }

    [Fact]
    public async Task A_message_that_was_taken_in_goes_on_behind_the_aggregator()
    {
        var flow = Flow("correlation: all", behind: "- set: { body: accepted }");

        var end = await flow.SendAsync("<a/>");

        Assert.Equal((MessageStatus.Completed, "accepted"), (end.Status, end.Body));
    }

    [Fact]
    public async Task Messages_with_a_place_are_put_in_order_and_the_last_one_waits_for_all_before_it()
    {
        var flow = Flow("correlation: all, format: text, separator: \",\", sequence: \"${header.N}\", last: \"${header.N} = '3'\"");

        await flow.SendAsync("c", ("N", "3"));
        await flow.SendAsync("a", ("N", "1.0"));
        Assert.Empty(await flow.BringOnAsync());
        await flow.SendAsync("b", ("N", " 2 "));

        Assert.Equal("a,b,c", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("one")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task A_place_that_is_none_is_refused(string place)
    {
        var end = await Flow("correlation: all, format: text, sequence: \"${header.N}\"").SendAsync("a", ("N", place));

        Assert.Equal("IA3542", end.Fault?.Code);
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task So_many_messages_are_enough_and_the_next_ones_begin_anew()
    {
        var flow = Flow("correlation: all, format: json, completionSize: 2");

        foreach (var body in (string[])["1", "\uFEFF[ 2 ]", "{\"n\":3}", "4", "5"])
        {
            await flow.SendAsync(body);
        }

        var ends = await flow.BringOnAsync();
        Assert.Equal(["[1,[ 2 ]]", "[{\"n\":3},4]"], ends.Select(end => end.Body));
        Assert.All(ends, end => Assert.Equal(("size", "application/json"), (end.Headers["CamelAggregatedCompletedBy"], end.Headers["Content-Type"])));
    }

    [Theory]
    [InlineData("lastArrival", 69)]
    [InlineData("firstArrival", 59)]
    public async Task After_its_time_what_has_come_is_sent_on(string from, int minutesBefore)
    {
        var flow = Flow($"correlation: all, format: text, timeoutFrom: {from}");
        await flow.SendAsync("a");
        _time.Advance(TimeSpan.FromMinutes(10));
        await flow.SendAsync("b");

        _time.Advance(TimeSpan.FromMinutes(minutesBefore - 10));
        Assert.Empty(await flow.BringOnAsync());
        _time.Advance(TimeSpan.FromMinutes(1));

        var end = Assert.Single(await flow.BringOnAsync());
        Assert.Equal(("ab", "timeout"), (end.Body, end.Headers["CamelAggregatedCompletedBy"]));
    }

    [Fact]
    public async Task A_message_that_is_late_begins_a_new_one()
    {
        var flow = Flow("correlation: all, format: text");
        await flow.SendAsync("in time");
        _time.Advance(TimeSpan.FromHours(1));
        var taken = await flow.TakeAsync();

        await flow.SendAsync("late");
        var first = await flow.RunAsync(taken!);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("in time", first.Body);
        Assert.Equal("late", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Fact]
    public async Task Of_many_at_a_time_none_is_lost_and_none_doubled()
    {
        var flow = Flow("correlation: \"${header.Order}\", format: json, completionSize: 10");

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => flow.SendAsync($"{i}", ("Order", $"{i % 3}")))));
        var ends = await flow.BringOnAsync();

        Assert.Equal(6, ends.Count);
        Assert.Equal(Enumerable.Range(0, 60), ends.SelectMany(end => System.Text.Json.JsonSerializer.Deserialize<int[]>(end.Body)!).Order());
    }

    [Theory]
    [InlineData("xml", "{}", "IA3545")]
    [InlineData("xml", "<a/><b/>", "IA3545")]
    [InlineData("xml", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "IA3545")]
    [InlineData("xml", "", "IA3545")]
    [InlineData("json", "<a/>", "IA3546")]
    [InlineData("json", "1 2", "IA3546")]
    [InlineData("json", "", "IA3546")]
    public async Task A_message_of_another_kind_fails_before_it_is_taken_in(string format, string body, string code)
    {
        var end = await Flow($"correlation: all, format: {format}").SendAsync(body);

        Assert.Equal((MessageStatus.Failed, code, body), (end.Status, end.Fault?.Code, end.Body));
        Assert.Equal(0, _stores.Count());
    }

    [Fact]
    public async Task A_message_that_belongs_nowhere_fails()
    {
        Assert.Equal("IA3541", (await Flow("correlation: \"${header.None}\", format: text").SendAsync("a")).Fault?.Code);
        Assert.Equal("IA3512", (await Flow($"correlation: {new string('x', 256)}, format: text").SendAsync("a")).Fault?.Code);
    }

    [Theory]
    [InlineData("maxMessages: 2")]
    [InlineData("maxSize: 20")]
    public async Task What_is_more_than_it_may_hold_is_refused_and_the_rest_is_sent_on(string limit)
    {
        var flow = Flow($"correlation: all, format: text, {limit}");
        await flow.SendAsync("0123456789");
        await flow.SendAsync("abcdefghij");

        var refused = await flow.SendAsync("x");
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(("IA3544", 507), (refused.Fault?.Code, refused.Fault?.ResponseStatus));
        Assert.Equal("0123456789abcdefghij", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Fact]
    public async Task Large_messages_are_gathered_beside_memory()
    {
        var flow = Flow("correlation: all, format: json, completionSize: 3");
        var large = $"\"{new string('x', 2 * TestSpool.MemoryLimit)}\"";
        for (var i = 0; i < 3; i++)
        {
            await flow.SendAsync(large);
        }

        Assert.Equal($"[{large},{large},{large}]", Assert.Single(await flow.BringOnAsync()).Body);
    }

    [Fact]
    public async Task Attachments_of_all_messages_come_along_under_names_of_their_own()
    {
        var seen = new List<(string Name, string Text)>();
        _receiver = exchange =>
        {
            seen.AddRange(exchange.Message.Attachments.Select(a => (a.Name, a.Content.AsText())));
            return Outcome.Next;
        };
        var flow = Flow("correlation: all, format: text, completionSize: 2", steps: "[ { call: { stub: {} } } ]");
        foreach (var text in (string[])["1", "2"])
        {
            var message = new Message { Body = Payload.FromText("x") };
            message.Attachments.Add(new Attachment("a.txt", "text/plain", Payload.FromText(text)));
            await flow.SendAsync(new TestReceipt(isSynchronous: true) { Message = message });
        }

        await flow.BringOnAsync();

        Assert.Equal([("a.txt", "1"), ("a-2.txt", "2")], seen);
    }

    [Fact]
    public async Task Another_version_of_the_flow_goes_on_with_what_was_gathered()
    {
        await Flow("correlation: all, format: text").SendAsync("a");
        var next = new AggregatorTest(
            new FlowTest("- log: new\n- aggregator: { name: gather, correlation: all, format: text, completionSize: 2, steps: [ { set: { body: \"new ${body}\" } } ] }"), _time, _stores.Acme);

        await next.SendAsync("b");

        Assert.Equal("new ab", Assert.Single(await next.BringOnAsync()).Body);
    }

    [Fact]
    public void Mistakes_are_findings_where_they_stand()
    {
        var options = new FlowTest("- aggregator: { name: a, correlation: b, separator: x, steps: [ end ] }\n- aggregator: { name: a, correlation: b, completionSize: 20, maxMessages: 10, maxSize: 3GB, steps: [ end ] }").Findings();
        var names = new FlowTest("- aggregator: { correlation: b, steps: [ end ] }").Findings();

        Assert.Collection(
            options,
            f => Assert.Contains("IA1009: 'separator' stands between texts", f),
            f => Assert.Contains("IA1009: 'completionSize' (20) is more than 'maxMessages' (10)", f),
            f => Assert.Contains("IA1009: 'maxSize' is 1 byte to 2GB, not 3GB", f));
        Assert.StartsWith("test.flow.yaml(4,5): error IA1341: 'aggregator' needs a name", Assert.Single(names));
    }

    private AggregatorTest Flow(string options, string steps = "[ end ]", string behind = "", string rest = "") => new(
        new FlowTest($"- aggregator: {{ name: gather, {options}, steps: {steps} }}\n{behind}") { Flow = rest, Receiver = exchange => _receiver(exchange) }, _time, _stores.Acme);
}
