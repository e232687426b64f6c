using System.Net;

namespace IntegrationActors.Management.Tests.NumberRanges;

public sealed class NumberRangeTests : IAsyncLifetime
{
    private const string Invoices = $"{Calls.Demo}/number-ranges/invoices";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_new_range_begins_with_its_minimum()
    {
        var created = await _host.Local.PutAsync(Invoices, Calls.Json("""{"minimum":100,"maximum":999,"fieldLength":6}"""));
        var first = await _host.Store.NumberRanges.NextAsync("invoices", default);
        var found = await _host.Local.GetAsync(Invoices).OkAsync();
        var listed = await _host.Local.GetAsync($"{Calls.Demo}/number-ranges").OkAsync();

        Assert.Equal((HttpStatusCode.Created, "000100"), (created.StatusCode, first));
        Assert.Equal("""{"name":"invoices","minimum":100,"maximum":999,"fieldLength":6,"rotate":false,"last":100,"next":101}""", found.ToJsonString());
        Assert.Equal(found.ToJsonString(), Assert.Single(listed["items"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task A_change_lets_it_go_on_where_it_is_unless_the_last_number_is_set()
    {
        await _host.Local.PutAsync(Invoices, Calls.Json("""{"minimum":1,"maximum":9,"last":7}""")).OkAsync();

        var changed = await _host.Local.PutAsync(Invoices, Calls.Json("""{"minimum":1,"maximum":99,"rotate":true}""")).OkAsync();
        var setBack = await _host.Local.PutAsync(Invoices, Calls.Json("""{"minimum":1,"maximum":99,"last":41}""")).OkAsync();

        Assert.Equal((8, true), ((int)changed["next"]!, (bool)changed["rotate"]!));
        Assert.Equal("42", await _host.Store.NumberRanges.NextAsync("invoices", default));
        Assert.Equal(42, (int)setBack["next"]!);
    }

    [Fact]
    public async Task An_exhausted_range_has_no_next_number_and_one_that_rotates_begins_again()
    {
        var exhausted = await _host.Local.PutAsync(Invoices, Calls.Json("""{"maximum":9,"last":9}""")).OkAsync();
        var rotating = await _host.Local.PutAsync(Invoices, Calls.Json("""{"maximum":9,"last":9,"rotate":true}""")).OkAsync();

        Assert.Null(exhausted["next"]);
        Assert.Equal(0, (int)rotating["next"]!);
    }

    [Fact]
    public async Task Making_one_anew_can_be_told_not_to_touch_one_that_exists()
    {
        await _host.Local.PutAsync(Invoices, Calls.Json("""{"maximum":9,"last":5}""")).OkAsync();
        var request = new HttpRequestMessage(HttpMethod.Put, Invoices) { Content = Calls.Json("""{"maximum":5000}""") };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");

        await _host.Local.SendAsync(request).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Equal(9, (int)(await _host.Local.GetAsync(Invoices).OkAsync())["maximum"]!);
    }

    [Theory]
    [InlineData("""{"minimum":5,"maximum":4}""")]
    [InlineData("""{"minimum":-1,"maximum":4}""")]
    [InlineData("""{"maximum":100000000000000}""")]
    [InlineData("""{"maximum":9,"fieldLength":15}""")]
    [InlineData("""{"maximum":9,"last":10}""")]
    [InlineData("""{"minimum":5}""")]
    public async Task What_is_no_range_is_refused(string body)
    {
        await _host.Local.PutAsync(Invoices, Calls.Json(body)).ProblemAsync(HttpStatusCode.BadRequest);

        await _host.Local.GetAsync(Invoices).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_that_no_path_should_have_is_refused() =>
        await _host.Local.PutAsync($"{Calls.Demo}/number-ranges/a%20b", Calls.Json("""{"maximum":9}""")).ProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_deleted_range_is_gone_and_the_audit_trail_says_who_did_it()
    {
        await _host.Local.PutAsync(Invoices, Calls.Json("""{"maximum":9}""")).OkAsync();

        await _host.Local.DeleteAsync(Invoices).OkAsync();

        await _host.Local.DeleteAsync(Invoices).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(
            [$"Audit: local putNumberRange {Invoices} from socket: done", $"Audit: local deleteNumberRange {Invoices} from socket: done", $"Audit: local deleteNumberRange {Invoices} from socket: IA2004"],
            _host.Log.Audit);
    }
}
