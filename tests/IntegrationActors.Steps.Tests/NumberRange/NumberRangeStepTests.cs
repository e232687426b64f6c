using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.NumberRange;

public sealed class NumberRangeStepTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public Task InitializeAsync()
    {
        _stores = TestStores.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task Numbers_are_padded_and_given_out_once_also_to_many_at_a_time()
    {
        await PutAsync(rotate: false);

        var ends = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RunAsync("- numberRange: { range: invoices, header: X-Number, property: number }")));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"{n:0000}"), ends.Select(end => end.Headers["X-Number"]!).Order());
        Assert.All(ends, end => Assert.Equal(end.Headers["X-Number"], end.Properties["number"]));
    }

    [Theory]
    [InlineData(false, "IA3514", null)]
    [InlineData(true, null, "0001")]
    public async Task A_range_that_is_used_up_begins_again_or_fails(bool rotate, string? code, string? number)
    {
        await PutAsync(rotate, last: 20);

        var end = await RunAsync("- numberRange: { range: invoices, header: X-Number }");

        Assert.Equal((code, number), (end.Fault?.Code, end.Headers["X-Number"]));
    }

    [Fact]
    public async Task An_unknown_range_fails()
    {
        Assert.Equal("IA3513", (await RunAsync("- numberRange: { range: none, header: X-Number }")).Fault?.Code);
    }

    private async Task PutAsync(bool rotate, long? last = null) => await _stores.Acme.NumberRanges.PutAsync(
        new Core.Stores.NumberRanges.NumberRange { Name = "invoices", Minimum = 1, Maximum = 20, FieldLength = 4, Rotate = rotate, Last = last }, CancellationToken.None);

    private async Task<FlowEnd> RunAsync(string steps) => await new FlowTest(steps) { Stores = _stores.Acme }.RunAsync();
}
