namespace IntegrationActors.Cli.Tests.Commands;

public sealed class TestCommandTests : IDisposable
{
    private const string Flow = """
        flow: orders
        from: { https: { path: /orders } }
        steps:
          - set: { properties: { id: { jsonpath: $.id } } }
          - router:
              - when: "${property.id} = '0'"
                steps:
                  - fail: { message: No such order, code: ORDER-1, status: 404 }
              - when: "${property.id} = '9'"
                steps:
                  - send: { queue: late }
                  - end
          - call: { name: erp, https: { url: "http://erp.example.org/orders/${property.id}", method: POST, retry: { attempts: 2 } } }
        """;

    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private readonly Ia _ia;

    public TestCommandTests()
    {
        _ia = new Ia { Folder = _folder.Path };
        _folder.Write("orders.flow.yaml", Flow);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("status: 200, body: { json: '{\"b\":2.0,  \"a\": 1}' }")]
    [InlineData("body: { json: '{\"a\":1}', partial: true }")]
    [InlineData("body: { contains: ['\"a\"', '\"b\"'], matches: '^\\{' }")]
    [InlineData("outcome: completed, headers: { Content-Type: application/json, X-None: '' }, properties: { id: '1' }")]
    [InlineData("calls: [{ to: erp, method: post, url: /orders/1, headers: { Authorization: '' }, body: { json: '{ \"id\": 1 }' } }]")]
    [InlineData("calls: erp")]
    [InlineData("calls: [https]")]
    public async Task What_is_as_expected_passes(string expect) => Assert.Equal(ExitCode.Fine, (await TestAsync(expect)).ExitCode);

    [Fact]
    public async Task A_stub_needs_no_certificate_and_no_authorization_server()
    {
        _folder.Write("orders.flow.yaml", Flow.Replace("method: POST,", "method: POST, credential: api, trustedCertificates: [ca], token: { url: \"https://login.example.org/token\", trustedCertificates: [ca] },", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Fine, (await TestAsync("calls: [{ to: erp, headers: { Authorization: Bearer stub } }]")).ExitCode);
    }

    [Theory]
    [InlineData("outcome: failed", "expected failed, but the message is completed")]
    [InlineData("status: 204", "expected 204, but it is 200")]
    [InlineData("fault: IA1", "fault: expected IA1, but it is none")]
    [InlineData("body: { json: '{ \"a\": 1 }' }", "the body is different at $.b", "+  \"b\": 2")]
    [InlineData("body: { json: '{ \"a\": 2 }', partial: true }", "the body is different at $.a")]
    [InlineData("body: { xml: <a/> }", "the body is no XML")]
    [InlineData("body: other", "--- expected", "+++ actual", "-other")]
    [InlineData("headers: { Content-Type: text/plain }", "header 'Content-Type': expected 'text/plain', but it is 'application/json'")]
    [InlineData("calls: []", "expected 0 calls, but there were 1", "1. erp (POST http://erp.example.org/orders/1)")]
    [InlineData("calls: [{ to: erp, url: /orders/2 }]", "call 1 to 'erp': expected the address /orders/2, but it is http://erp.example.org/orders/1")]
    [InlineData("calls: [{ to: queue }]", "expected one to 'queue', but it went to erp")]
    public async Task What_is_different_is_shown(string expect, params string[] shown)
    {
        var result = await TestAsync(expect);

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.All(shown, text => Assert.Contains(text, result.Output));
        Assert.Contains("orders.test.yaml(4,5)", result.Output);
    }

    [Theory]
    [InlineData("{ \"id\": 0 }", "{}", "fault: ORDER-1, status: 404, message: No such, calls: []")]
    [InlineData("{ \"id\": 9 }", "{}", "calls: [{ to: queue, body: { json: '{ \"id\": 9 }' } }]")]
    [InlineData("{ \"id\": 1 }", "{ erp: { status: 503 } }", "fault: IA3201, step: erp, calls: [{ to: erp, times: 2 }]")]
    [InlineData("{ \"id\": 1 }", "{ erp: [{ status: 503 }, { body: ok }] }", "body: ok, calls: [erp, erp]")]
    [InlineData("{ \"id\": 1 }", "{ erp: { unreachable: true } }", "fault: IA3202")]
    [InlineData("{ \"id\": 1 }", "{ https: { body: by kind } }", "body: by kind")]
    [InlineData("{ \"id\": 1 }", "{}", "fault: IA1416")]
    public async Task Receivers_are_stood_in_for(string body, string stubs, string expect)
    {
        _folder.Write("orders.test.yaml", $"tests:\n  - name: one\n    send: {{ body: '{body}' }}\n    stubs: {stubs}\n    expect: {{ {expect} }}\n");

        var result = await _ia.RunAsync("test");

        Assert.True(result.ExitCode == ExitCode.Fine, result.Output + result.Error);
    }

    [Theory]
    [InlineData("tests: []", "'tests' has 0 entries; at least 1 are needed")]
    [InlineData("test: []", "(1,1): error IA1001: unknown option 'test' (did you mean 'tests'?)")]
    [InlineData("tests:\n  - name: a\n    sent: x", "(3,5): error IA1001: unknown option 'sent' (did you mean 'send'?)")]
    [InlineData("tests:\n  - { name: a, send: x }\n  - { name: a, send: x }", "(3,13): error IA1009: two tests have the name 'a'")]
    [InlineData("tests:\n  - { name: a, send: { }, expect: { body: { json: '{' } } }", "'json' is no JSON")]
    [InlineData("tests:\n  - { name: a, send: { }, stubs: { epr: {} } }", "(2,36): error IA1413: unknown receiver 'epr' (did you mean 'erp'?)")]
    [InlineData("flow: order.flow.yaml\ntests: [{ name: a, send: {} }]", "(1,7): error IA1412: there is no flow 'order.flow.yaml' beside the tests (did you mean 'orders.flow.yaml'?)")]
    [InlineData("", "the file is empty")]
    public async Task Mistakes_in_a_test_file_are_findings_with_their_place(string text, string finding)
    {
        _folder.Write("orders.test.yaml", text);

        var result = await _ia.RunAsync("test");

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains(finding, result.Error);
    }

    [Fact]
    public async Task Coverage_names_the_steps_that_never_ran()
    {
        var result = await TestAsync("status: 200", "--coverage");

        Assert.Contains("orders.flow.yaml: 3 of 6 steps ran (50 %)", result.Output);
        Assert.Matches(@"never ran: fail-3 \(fail\) .*orders\.flow\.yaml\(8,13\)", result.Output);
    }

    [Fact]
    public async Task Junit_is_one_document_with_the_failure()
    {
        var result = await TestAsync("status: 204", "-o", "junit");

        var suites = System.Xml.Linq.XElement.Parse(result.Output);
        Assert.Equal("1", suites.Attribute("failures")!.Value);
        Assert.Equal("status: expected 204, but it is 200", suites.Descendants("failure").Single().Attribute("message")!.Value);
    }

    [Fact]
    public async Task Other_commands_have_no_junit() => Assert.Equal(ExitCode.Usage, (await _ia.RunAsync("version", "-o", "junit")).ExitCode);

    [Fact]
    public async Task A_filter_that_nothing_matches_is_wrong_usage()
    {
        Assert.Equal(ExitCode.Usage, (await TestAsync("status: 200", "--filter", "nothing")).ExitCode);
        Assert.Equal(ExitCode.Fine, (await TestAsync("status: 200", "--filter", "ANSWERS")).ExitCode);
    }

    [Fact]
    public async Task A_folder_without_tests_is_wrong_usage() => Assert.Equal(ExitCode.Usage, (await _ia.RunAsync("test")).ExitCode);

    [Fact]
    public async Task The_samples_pass()
    {
        var result = await new Ia().RunAsync("test", Path.Combine(Repository.Root, "samples"), "--coverage");

        Assert.True(result.ExitCode == ExitCode.Fine, result.Output + result.Error);
        Assert.DoesNotContain("never ran", result.Output);
    }

    [Fact]
    public async Task Stores_have_what_the_file_and_the_test_say()
    {
        _folder.Write(
            "stores.flow.yaml",
            """
            flow: stores
            from: { https: { path: /stores } }
            steps:
              - numberRange: { range: invoices, header: X-Number }
              - set: { properties: { since: { variable: lastRun }, rate: { variable: rate, visibility: global } } }
              - dataStoreGet: { store: customers, id: "4711" }
              - set: { body: "${header.X-Number} ${property.since} ${property.rate} ${body}" }
            """);
        _folder.Write(
            "stores.test.yaml",
            """
            stores:
              numberRanges: { invoices: { maximum: 999, fieldLength: 4, last: 41 } }
              variables: { lastRun: monday, rate: { value: "1.5", type: number, visibility: global } }
              dataStores: [ { store: customers, id: "4711", body: Ada } ]
            tests:
              - name: as the file says
                send: x
                expect: { body: 0042 monday 1.5 Ada }
              - name: as the test says
                send: [x, x]
                stores: { numberRanges: { invoices: { maximum: 9 } }, variables: { lastRun: tuesday } }
                expect: { body: 1 tuesday 1.5 Ada }
            """);

        var result = await _ia.RunAsync("test");

        Assert.True(result.ExitCode == ExitCode.Fine, result.Output + result.Error);
    }

    [Fact]
    public async Task A_number_range_that_is_none_is_a_finding()
    {
        _folder.Write("orders.test.yaml", "stores: { numberRanges: { invoices: { minimum: 5, maximum: 4 } } }\ntests:\n  - { name: one, send: x }\n");

        var result = await _ia.RunAsync("test");

        Assert.Contains("orders.test.yaml(1,", result.Output + result.Error);
        Assert.Contains("the range ends (4) before it begins (5)", result.Output + result.Error);
    }

    private Task<Ia.Result> TestAsync(string expect, params string[] options)
    {
        _folder.Write("orders.test.yaml", $"stubs: {{ erp: {{ body: '{{ \"a\": 1, \"b\": 2 }}' }} }}\n\ntests:\n  - name: answers\n    send: {{ body: '{{\"id\":1}}' }}\n    expect: {{ {expect} }}\n");
        return _ia.RunAsync(["test", .. options]);
    }
}
