using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Shapes;

public sealed class RecordShapeTests
{
    [Fact]
    public void A_value_alone_is_the_option_of_the_short_form()
    {
        Assert.Equal("simple:hello", Flows.Bind<NoteOptions>("  - note: hello").Text.Text);
    }

    [Fact]
    public void An_expression_alone_is_the_option_of_the_short_form_in_any_language()
    {
        Assert.Equal("jsonpath:$.a", Flows.Bind<NoteOptions>("  - note: { jsonpath: $.a }").Text.Text);
    }

    [Fact]
    public void The_long_form_takes_all_options()
    {
        var note = Flows.Bind<NoteOptions>("  - note: { text: { xpath: /a }, level: 2, name: n }");

        Assert.Equal(("xpath:/a", 2, "n"), (note.Text.Text, note.Level, note.Name!));
    }

    [Fact]
    public void A_list_alone_is_the_option_of_the_short_form()
    {
        var routes = Flows.Bind<ChooseOptions>("  - choose:\n    - when: \"${a} = 1\"\n      steps: [ stop ]\n    - otherwise:\n        - note: x").Routes;

        Assert.Equal("simple:${a} = 1", routes[0].When!.Text);
        Assert.Equal("stop", Assert.Single(routes[0].Steps!.Steps).Kind);
        Assert.Equal("note", Assert.Single(routes[1].Otherwise!.Steps).Kind);
        Assert.Null(routes[1].When);
    }

    [Fact]
    public void A_misspelt_required_option_is_one_finding()
    {
        Assert.Equal(["orders.flow.yaml(5,13): error IA1001: unknown option 'txet' (did you mean 'text'?)"], Flows.FindingsOfSteps("  - note: { txet: x, level: 1 }"));
    }

    [Fact]
    public void A_misspelt_channel_is_one_finding()
    {
        Assert.Equal(["orders.flow.yaml(5,16): error IA1001: unknown option 'qeue' (did you mean 'queue'?)"], Flows.FindingsOfSteps("  - deliver: { qeue: x }"));
    }

    [Fact]
    public void A_channel_stands_among_the_options_of_its_step()
    {
        var deliver = Flows.Bind<DeliverOptions>("  - deliver: { name: erp, queue: orders-failed, timeout: 5s }");

        Assert.Equal(("queue", "erp"), (deliver.Channel.Kind, deliver.Name!));
        Assert.Equal("orders-failed", Assert.IsType<QueueReceiverOptions>(deliver.Channel.Options).Name);
    }

    [Fact]
    public void A_step_that_delivers_needs_a_channel()
    {
        Assert.Equal(["orders.flow.yaml(5,5): error IA1004: 'deliver' needs a channel, one of queue or web; write: deliver: { queue: { … } }"], Flows.FindingsOfSteps("  - deliver: { name: x }"));
    }

    [Fact]
    public void A_step_that_delivers_takes_one_channel()
    {
        Assert.Equal(["orders.flow.yaml(5,26): error IA1007: 'deliver' takes one channel, and 'queue' is one already; keep one"], Flows.FindingsOfSteps("  - deliver: { queue: x, web: { url: y } }"));
    }

    [Theory]
    [InlineData("{ wbe: { path: /x } }", "(2,9): error IA1007: unknown channel 'wbe' (did you mean 'web'?); 'from' takes timer or web")]
    [InlineData("/orders", "(2,7): error IA1002: 'from' takes a channel, not a single value; write: from: { https: { path: /orders } }")]
    [InlineData("{ web: { path: \"\" } }", "(2,22): error IA1005: 'path' must not be empty")]
    [InlineData("{ web: {}, timer: {} }", "(2,18): error IA1002: a channel is one key with its options below it; begin another one with '- ' before 'timer'")]
    [InlineData("[ timer, web ]", "(2,9): error IA1002: 'from' takes a channel, not a single value; write: from: { https: { path: /orders } }")]
    public void Says_what_is_wrong_with_a_sender_channel(string from, string expected)
    {
        Assert.Contains("orders.flow.yaml" + expected, Flows.Findings($"flow: x\nfrom: {from}\nsteps: []\n"));
    }
}
