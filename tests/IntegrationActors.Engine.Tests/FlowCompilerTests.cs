using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests;

public sealed class FlowCompilerTests
{
    [Fact]
    public void Reports_every_step_that_cannot_be_built()
    {
        var broken = new Core.Options.StepDefinition("broken", SourceSpan.None, new BrokenOptions());

        var error = Assert.Throws<DiagnosticException>(() => new TestFlow().Steps(broken, Do(_ => { }), Choose(0, Sequence(broken))).Compile());

        Assert.Equal(2, error.Diagnostics.Count);
    }

    [Fact]
    public void Suggests_the_process_that_was_meant()
    {
        var error = Assert.Throws<DiagnosticException>(() => new TestFlow().Steps(Call("chek")).Process("check", Sequence()).Compile());

        Assert.Contains("did you mean 'check'?", Assert.Single(error.Diagnostics).Message);
    }

    [Fact]
    public void Numbers_the_steps_in_reading_order()
    {
        var plan = new TestFlow().Steps(Choose(0, Sequence(Do(_ => { }))), Do(_ => { })).Compile();

        Assert.Equal(["lambda-1", "lambda-2", "lambda-3"], plan.Nodes.Select(n => n.Name));
    }
}
