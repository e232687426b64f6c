using IntegrationActors.Definitions.Tests.Real;

namespace IntegrationActors.Definitions.Tests;

public sealed class ExplainTests
{
    private readonly Explain _explain = new(RealFlows.Catalogue);

    [Theory]
    [InlineData("router", "router (step)", "throwException (true or false, default false)", "SAP Cloud Integration: Router.", "- otherwise:", "Short form: a value or a list alone is routes.")]
    [InlineData("log.level", "log.level (", "Default: info", "Write: level: ")]
    [InlineData("https", "https (sender channel)", "https (receiver channel)")]
    [InlineData("https.url", "https.url (expression, required)", "Write: url: \"https://")]
    [InlineData("from.https.path", "from.https.path (text, required)", "Write: path: /orders")]
    [InlineData("call.https.retry.attempts", "call.https.retry.attempts (whole number)", "Default: 3", "Allowed: from 1 to 10")]
    [InlineData("flow", "flow (flow file)", "steps (list of steps, required)", "flow: echo")]
    [InlineData("flow.timeout", "flow.timeout (duration)", "Default: 10m", "Allowed: from 1ms to 7d")]
    [InlineData("flow.concurrency.maxInFlight", "Default: 256")]
    [InlineData("FLOW.TIMEOUT", "flow.timeout (duration)")]
    [InlineData("parameters.type", "uri: An absolute address, such as https://erp.example.org/api.")]
    [InlineData("flow.steps.router.routes.when", "flow.steps.router.routes.when (condition)")]
    [InlineData("bundle.version", "Semantic version")]
    [InlineData("IA1001", "IA1001: Unknown option", "the nearest name is suggested")]
    [InlineData("ia1001", "IA1001: Unknown option")]
    [InlineData("conditions", "conditions (part of expressions)\n  What stands in when: is a condition", "    ${header.missing} = ''                true\n")]
    [InlineData("Templates", "    ${header.X-Region}           a header")]
    [InlineData("expressions", "Expressions\n", "RFC 9535", "Nothing in a flow has access")]
    public void Explains_what_is_asked_for(string topic, params string[] parts)
    {
        Assert.True(_explain.TryRender(topic, out var text));
        Assert.All(parts, part => Assert.Contains(part, text));
    }

    [Theory]
    [InlineData("ruoter", "nothing is known about 'ruoter' (did you mean 'router'?); known here: flow, bundle, test, aggregator")]
    [InlineData("https.ulr", "nothing is known about 'https.ulr' (did you mean 'https.url'?); known here: https.path")]
    [InlineData("router.steps", "nothing is known about 'router.steps'")]
    [InlineData("", "nothing is known about ''")]
    [InlineData("...", "nothing is known about '...'")]
    public void An_unknown_topic_suggests_what_is_near(string topic, string expected)
    {
        Assert.False(_explain.TryRender(topic, out var text));
        Assert.StartsWith(expected, text);
    }

    [Fact]
    public void Lines_fit_a_terminal()
    {
        foreach (var topic in _explain.Topics)
        {
            _explain.TryRender(topic, out var text);
            var examples = text.IndexOf("\nExample:", StringComparison.Ordinal);

            Assert.All((examples < 0 ? text : text[..examples]).Split('\n'), line => Assert.True(line.Length <= 100, line));
        }
    }

    [Fact]
    public void Has_no_backticks_in_prose()
    {
        Assert.True(_explain.TryRender("https", out var text));
        Assert.DoesNotContain('`', text);
    }
}
