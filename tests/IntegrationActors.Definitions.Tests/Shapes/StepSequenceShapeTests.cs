using IntegrationActors.Definitions.Tests.Support;

namespace IntegrationActors.Definitions.Tests.Shapes;

public sealed class StepSequenceShapeTests
{
    [Theory]
    [InlineData("  - stpo", "(5,5): error IA1006: unknown step 'stpo' (did you mean 'stop'?)")]
    [InlineData("  - whatever: {}", "(5,5): error IA1006: unknown step 'whatever'")]
    [InlineData("  - sampleAll: {}", "(5,5): error IA1006: unknown step 'sampleAll' (here it is called 'sample')")]
    [InlineData("  - \"Sample Step\": {}", "(5,5): error IA1006: unknown step 'Sample Step' (here it is called 'sample')")]
    [InlineData("  - web: { url: x }", "(5,5): error IA1006: unknown step 'web': 'web' is a channel; write: - call: { web: { … } }")]
    [InlineData("  - sample:\n    flag: true", "(6,5): error IA1002: a step is one key with its options below it; indent 'flag' further than 'sample'")]
    [InlineData("  - sample: {}\n    stop:", "(6,5): error IA1002: a step is one key with its options below it; begin another one with '- ' before 'stop'")]
    [InlineData("  - [ stop ]", "(5,5): error IA1002: each item of 'steps' is a step, not a list; write: - log: \"text\"")]
    [InlineData("  -\n  - stop", "(5,4): error IA1002: each item of 'steps' is a step, not nothing; write: - log: \"text\"")]
    [InlineData("  - {}", "(5,5): error IA1004: a step is missing here; an empty map names none")]
    [InlineData("  stop:\n  sample:", "(5,3): error IA1002: 'steps' is a list of steps: write '- ' before 'stop' and every other step")]
    [InlineData("  - note", "(5,5): error IA1004: 'note' needs 'text'; write: text: \"${header.name}\"")]
    [InlineData("  - choose: [ { when: a, stps: [] } ]", "(5,26): error IA1001: unknown option 'stps' (did you mean 'steps'?)")]
    public void Says_what_is_wrong_with_a_step(string steps, string expected)
    {
        Assert.Equal(["orders.flow.yaml" + expected], Flows.FindingsOfSteps(steps));
    }

    [Fact]
    public void One_step_may_stand_without_a_list()
    {
        var flow = Flows.Read("flow: x\nfrom: { timer: {} }\nsteps: { note: hi }\nonError: stop\n").Flow!;

        Assert.Equal("note", Assert.Single(flow.Steps.Steps).Kind);
        Assert.Equal("stop", Assert.Single(flow.OnError!.Steps).Kind);
    }

    [Fact]
    public void An_empty_list_is_a_flow_that_answers_what_it_gets()
    {
        Assert.Empty(Flows.Read("flow: x\nfrom: { timer: {} }\nsteps: []\n").Flow!.Steps.Steps);
    }

    [Fact]
    public void A_wrong_step_does_not_hide_what_is_wrong_with_the_next()
    {
        Assert.Equal(3, Flows.FindingsOfSteps("  - stpo\n  - sample: { parallel: x }\n  - choose: [ { when: a, steps: [ nte ] } ]").Count);
    }
}
