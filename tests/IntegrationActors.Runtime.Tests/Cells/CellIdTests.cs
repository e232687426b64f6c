using IntegrationActors.Runtime.Cells;

namespace IntegrationActors.Runtime.Tests.Cells;

public sealed class CellIdTests
{
    [Theory]
    [InlineData("acme/0", null)]
    [InlineData("acme/12@gold", "gold")]
    public void The_text_form_is_read_back(string text, string? pool)
    {
        var cell = CellId.Parse(text);

        Assert.Equal(text, cell.ToString());
        Assert.Equal(pool, cell.Pool);
        Assert.Equal("acme", cell.Tenant);
    }
}
