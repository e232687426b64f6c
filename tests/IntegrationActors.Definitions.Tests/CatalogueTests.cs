using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Tests.Real;
using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Finds_components_by_their_attributes()
    {
        var router = RealFlows.Catalogue.FindStep("router")!;

        Assert.Equal(ComponentKind.Step, router.Kind);
        Assert.Equal(("Router", "choice"), (router.Sap, router.Camel));
        Assert.Equal("RouterStep", router.Implementation.Name);
        Assert.StartsWith("Sends the message into the first route", router.Summary);
        Assert.NotNull(RealFlows.Catalogue.FindSender("https"));
        Assert.NotNull(RealFlows.Catalogue.FindReceiver("https"));
        Assert.Null(RealFlows.Catalogue.FindStep("https"));
    }

    [Fact]
    public void Options_have_help_type_and_default_from_their_record()
    {
        var timeout = Assert.Single(RealFlows.Catalogue.FindStep("set")!.Options, o => o.Name == "timeout");

        Assert.StartsWith("Longest time the step may take", timeout.Summary);
        Assert.Equal("duration", timeout.Type);
        Assert.True(timeout.IsAdvanced);
        Assert.False(timeout.IsRequired);
    }

    [Theory]
    [InlineData("text", "plain")]
    [InlineData("flag", "false")]
    [InlineData("parallel", "1")]
    [InlineData("ratio", "0.5")]
    [InlineData("mode", "fast")]
    [InlineData("pause", "30s")]
    [InlineData("size", "10MB")]
    [InlineData("address", null)]
    [InlineData("rows", null)]
    public void Defaults_are_written_as_in_yaml(string option, string? expected)
    {
        Assert.Equal(expected, Flows.Samples.FindStep("sample")!.Options.Single(o => o.Name == option).Default);
    }

    [Fact]
    public void Limits_are_said_in_words()
    {
        var options = Flows.Samples.FindStep("sample")!.Options.ToDictionary(o => o.Name, o => o.Limits);

        Assert.Equal("from 1 to 64", options["parallel"]);
        Assert.Equal("from 1s to 1h", options["pause"]);
        Assert.Equal("at most 80 characters", options["name"]);
        Assert.Null(options["text"]);
    }

    [Fact]
    public void Allowed_values_are_listed()
    {
        var options = Flows.Samples.FindStep("sample")!.Options.ToDictionary(o => o.Name, o => o.AllowedValues);

        Assert.Equal(["fast", "verySafe"], options["mode"]);
        Assert.Equal(["red", "green"], options["colours"]);
        Assert.Empty(options["text"]);
    }

    [Fact]
    public void Two_components_of_a_kind_can_not_share_a_name()
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => Catalogue.OfTypes(typeof(StopOptions), typeof(OtherStopOptions)));

        Assert.Contains("'stop'", mistake.Message);
    }

    [Fact]
    public void An_option_of_a_type_that_can_not_be_written_is_found_when_the_record_is_described()
    {
        var mistake = Assert.Throws<NotSupportedException>(() => Catalogue.OfTypes(typeof(StrangeOptions)).FindStep("strange")!.Options);

        Assert.Contains("System.Threading.Thread", mistake.Message);
    }

    [Step("stop", typeof(object))]
    public sealed record OtherStopOptions : StepOptions;

    [Step("strange", typeof(object))]
    public sealed record StrangeOptions : StepOptions
    {
        public IReadOnlyList<Thread> Threads { get; init; } = [];
    }
}
