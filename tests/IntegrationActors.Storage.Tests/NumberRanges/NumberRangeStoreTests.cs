using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Storage.Tests.Contents;

namespace IntegrationActors.Storage.Tests.NumberRanges;

public sealed class NumberRangeStoreTests
{
    private static readonly NumberRange Invoices = new() { Name = "invoices", Minimum = 1, Maximum = 99_999, FieldLength = 8 };

    [Fact]
    public async Task Numbers_are_padded_and_go_on_after_a_restart()
    {
        await using var host = new StoreHost();
        await PutAsync(host, Invoices);
        Assert.Equal("00000001", await NextAsync(host));
        await host.ReopenAsync();

        Assert.Equal("00000002", await NextAsync(host));
        Assert.Equal(Invoices with { Last = 2 }, await host.Acme.NumberRanges.FindAsync("invoices", CancellationToken.None));
    }

    [Fact]
    public async Task No_number_is_given_out_twice_however_many_ask()
    {
        await using var host = new StoreHost();
        await PutAsync(host, Invoices);

        var numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var own = new List<string>();
            for (var i = 0; i < 50; i++)
            {
                own.Add(await NextAsync(host));
            }

            return own;
        })));

        Assert.Equal(Enumerable.Range(1, 800).Select(i => $"{i:D8}"), numbers.SelectMany(own => own).Order());
    }

    [Fact]
    public async Task A_range_that_rotates_begins_again_and_another_is_exhausted()
    {
        await using var host = new StoreHost();
        await PutAsync(host, Invoices with { Minimum = 0, Maximum = 1, FieldLength = 0, Rotate = true });
        Assert.Equal(["0", "1", "0"], [await NextAsync(host), await NextAsync(host), await NextAsync(host)]);

        await PutAsync(host, Invoices with { Minimum = 0, Maximum = 1, Rotate = false });
        await NextAsync(host);
        Assert.Equal("IA3514", await Bodies.CodeAsync(() => NextAsync(host)));
        await PutAsync(host, Invoices with { Minimum = 0, Maximum = 2, FieldLength = 0 });
        Assert.Equal("2", await NextAsync(host));
    }

    [Fact]
    public async Task The_last_number_can_be_set()
    {
        await using var host = new StoreHost();
        await PutAsync(host, Invoices);
        await NextAsync(host);

        await PutAsync(host, Invoices with { Last = 500 });

        Assert.Equal("00000501", await NextAsync(host));
    }

    [Fact]
    public async Task A_range_that_is_not_there_is_a_fault()
    {
        await using var host = new StoreHost();
        await PutAsync(host, Invoices);
        Assert.True(await host.Acme.NumberRanges.DeleteAsync("invoices", CancellationToken.None));

        Assert.Equal("IA3513", await Bodies.CodeAsync(() => NextAsync(host)));
        Assert.Empty(await host.Acme.NumberRanges.ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(-1, 5, 0)]
    [InlineData(5, 4, 0)]
    [InlineData(0, 100_000_000_000_000, 0)]
    [InlineData(0, 5, 15)]
    public async Task Bounds_out_of_range_are_refused(long minimum, long maximum, int fieldLength)
    {
        await using var host = new StoreHost();

        Assert.Equal("IA3512", await Bodies.CodeAsync(() => PutAsync(host, new NumberRange { Name = "a", Minimum = minimum, Maximum = maximum, FieldLength = fieldLength })));
    }

    private static Task PutAsync(StoreHost host, NumberRange range) => host.Acme.NumberRanges.PutAsync(range, CancellationToken.None).AsTask();

    private static Task<string> NextAsync(StoreHost host) => host.Acme.NumberRanges.NextAsync("invoices", CancellationToken.None).AsTask();
}
