using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace IntegrationActors.Management.Tests.Access;

public sealed class AccessTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/api/v1/tenants")]
    [InlineData("/api/v1/tenants/demo/flows")]
    [InlineData("/api/v1/tenants/demo/messages")]
    [InlineData("/api/v1/schema")]
    [InlineData("/api/v1/tokens")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/openapi/v1.json")]
    public async Task Nobody_passes_without_a_token(string path)
    {
        var problem = await _host.Remote.GetAsync(path).ProblemAsync(HttpStatusCode.Unauthorized);

        Assert.Equal("IA2001", (string?)problem["code"]);
        Assert.NotNull(problem["traceId"]);
    }

    [Fact]
    public async Task No_route_but_those_of_health_answers_without_a_token()
    {
        var routes = _host.Routes.Where(r => r.Path is not ("/livez" or "/readyz")).ToList();

        Assert.True(routes.Count > 30, $"{routes.Count} routes");
        foreach (var (method, path) in routes)
        {
            using var answer = await _host.Remote.SendAsync(new HttpRequestMessage(new HttpMethod(method), Calls.Fill(path)));
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_header_makes_nobody_local()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tenants");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "unix");
        request.Headers.Host = "localhost";
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer local");

        await _host.Remote.SendAsync(request).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_for_name_and_password_lets_in_until_it_expires()
    {
        await _host.AddAdministratorAsync();
        var created = await SignInAsync("admin", ManagementHost.Password).OkAsync();
        _host.Remote.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)created["token"]);

        var listed = await _host.Remote.GetAsync("/api/v1/tenants").OkAsync();
        _host.Clock.Advance(TimeSpan.FromHours(13));
        await _host.Remote.GetAsync("/api/v1/tenants").ProblemAsync(HttpStatusCode.Unauthorized);

        Assert.Equal("demo", (string?)listed["items"]![0]!["name"]);
    }

    [Fact]
    public async Task A_revoked_token_lets_nobody_in()
    {
        var created = await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci","days":30}""")).OkAsync();
        _host.Remote.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)created["token"]);
        await _host.Remote.GetAsync("/api/v1/tenants").OkAsync();

        await _host.Local.DeleteAsync($"/api/v1/tokens/{created["id"]}").OkAsync();

        await _host.Remote.GetAsync("/api/v1/tenants").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_token_itself_is_never_listed()
    {
        var created = await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci"}""")).OkAsync();

        var listed = await _host.Local.GetStringAsync("/api/v1/tokens");

        Assert.Contains("\"name\":\"ci\"", listed);
        Assert.DoesNotContain((string)created["token"]!, listed);
    }

    [Theory]
    [InlineData("admin", "wrong")]
    [InlineData("nobody", ManagementHost.Password)]
    [InlineData("admin", "")]
    public async Task A_wrong_name_or_password_is_refused_alike(string name, string password)
    {
        await _host.AddAdministratorAsync();

        var problem = await SignInAsync(name, password).ProblemAsync(HttpStatusCode.Unauthorized);

        Assert.Equal("name or password is wrong", (string?)problem["detail"]);
    }

    [Fact]
    public async Task After_five_failed_sign_ins_even_the_right_password_must_wait()
    {
        await _host.AddAdministratorAsync();
        for (var i = 0; i < 5; i++)
        {
            await SignInAsync("admin", "wrong").ProblemAsync(HttpStatusCode.Unauthorized);
        }

        var refused = await SignInAsync("admin", ManagementHost.Password);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SignInAsync("admin", ManagementHost.Password).OkAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Sign_ins_that_come_at_once_count_as_if_they_came_one_by_one()
    {
        await _host.AddAdministratorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignInAsync("admin", "wrong")));

        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Every_write_leaves_a_line_in_the_audit_trail_and_a_read_leaves_none()
    {
        var token = await _host.Local.PostAsync("/api/v1/tokens", Calls.Json("""{"name":"ci"}""")).OkAsync();
        _host.Remote.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)token["token"]);

        await _host.Remote.GetAsync("/api/v1/tenants").OkAsync();
        await _host.Remote.DeleteAsync($"{Calls.Demo}/clients/no%0Abody").ProblemAsync(HttpStatusCode.NotFound);
        await _host.Local.PutAsync("/api/v1/tenants/acme", null).OkAsync();

        Assert.Equal(
            [
                "Audit: local createToken /api/v1/tokens from socket: done",
                "Audit: local/ci deleteClient /api/v1/tenants/demo/clients/no%0Abody from 127.0.0.1: IA2004",
                "Audit: local createTenant /api/v1/tenants/acme from socket: done",
            ],
            _host.Log.Audit);
    }

    [Fact]
    public async Task What_the_api_does_not_have_is_a_problem_too()
    {
        var problem = await _host.Local.PostAsync("/api/v1/nothing", null).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("there is no POST /api/v1/nothing; /openapi/v1.json describes what there is", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/openapi/v2.json")]
    public async Task What_is_nowhere_is_a_problem_too(string path)
    {
        var problem = await _host.Local.GetAsync(path).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("IA2004", (string?)problem["code"]);
        Assert.Empty(problem["diagnostics"]!.AsArray());
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_have_is_a_problem_that_names_those_it_has()
    {
        var answer = await _host.Local.DeleteAsync($"{Calls.Demo}/flows");
        var problem = await Task.FromResult(answer).ProblemAsync(HttpStatusCode.MethodNotAllowed);

        Assert.Equal("IA2014", (string?)problem["code"]);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
        await _host.Remote.DeleteAsync($"{Calls.Demo}/flows").ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Text_of_answers_stays_readable()
    {
        var name = await _host.Local.GetAsync($"{Calls.Demo}/flows?wörtlich=<&>");
        var text = await name.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, name.StatusCode);
        Assert.Contains("unknown query 'wörtlich'; there are none", text);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"shop\",\"rols\":[]}")]
    public async Task A_body_that_is_not_what_is_expected_is_a_problem(string body)
    {
        var problem = await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json(body)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("IA2005", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_body_of_another_content_type_is_a_problem()
    {
        var problem = await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Yaml("id: shop")).ProblemAsync(HttpStatusCode.UnsupportedMediaType);

        Assert.Equal("IA2011", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_failure_that_nobody_expects_is_a_problem_without_details()
    {
        _host.Control.Failure = new NotSupportedException("secret of the inside");

        var problem = await _host.Local.GetAsync("/api/v1/tenants").ProblemAsync(HttpStatusCode.InternalServerError);

        Assert.Equal("IA2000", (string?)problem["code"]);
        Assert.DoesNotContain("secret", problem.ToJsonString());
        Assert.NotNull(problem["traceId"]);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Calls.Demo}/clients") { Content = Calls.Json($"\"{new string('x', 2 * 1024 * 1024)}\"") };
        request.Headers.ExpectContinue = true;

        var problem = await _host.Local.SendAsync(request).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);

        Assert.Equal("IA2012", (string?)problem["code"]);
    }

    [Fact]
    public async Task A_runtime_that_does_not_answer_is_not_the_callers_fault()
    {
        _host.Control.IsDown = true;

        var problem = await _host.Local.GetAsync("/api/v1/tenants").ProblemAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal("IA2013", (string?)problem["code"]);
    }

    private Task<HttpResponseMessage> SignInAsync(string name, string password)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        return _host.Remote.SendAsync(request);
    }
}
