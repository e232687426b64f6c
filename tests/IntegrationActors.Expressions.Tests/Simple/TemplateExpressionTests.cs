using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Expressions.Tests.Simple;

public sealed class TemplateExpressionTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("${header.region}", "EU")]
    [InlineData("${header.REGION}", "EU")]
    [InlineData("${headers.region}", "EU")]
    [InlineData("${in.header.region}", "EU")]
    [InlineData("${in.headers.region}", "EU")]
    [InlineData("${header.X-Region}", "north")]
    [InlineData("${header[X-Region]}", "north")]
    [InlineData("${header['X-Region']}", "north")]
    [InlineData("${header.a.b}", "dotted")]
    [InlineData("${property.id}", "4711")]
    [InlineData("${exchangeProperty.id}", "4711")]
    [InlineData("${property['with space']}", "yes")]
    [InlineData("${property.ID}", "")]
    [InlineData("${header.missing}", "")]
    [InlineData("${body}", "the body")]
    [InlineData("${in.body}", "the body")]
    [InlineData("${tenant}/${flow}", "acme/orders")]
    [InlineData("${param.erpUrl}/items", "http://erp/items")]
    [InlineData("Order ${property.id} of ${header.region}.", "Order 4711 of EU.")]
    [InlineData("$${header.x} and \\${body}", "${header.x} and ${body}")]
    [InlineData("a $ b } c { d", "a $ b } c { d")]
    [InlineData("$$${header.region}", "$${header.region}")]
    [InlineData("100 $", "100 $")]
    public async Task Evaluates_to_text(string template, string expected)
    {
        var exchange = Exchanges.With(
            "the body",
            [("region", "EU"), ("X-Region", "north"), ("a.b", "dotted")],
            [("id", 4711L), ("with space", "yes")]);

        Assert.Equal(expected, await Exchanges.Compile(template).EvaluateTextAsync(exchange, default));
    }

    [Fact]
    public void Gives_the_ids_of_the_exchange()
    {
        var exchange = Exchanges.With();
        exchange.Log.CorrelationId = "c-1";

        Assert.Equal(exchange.Id.ToString(), Exchanges.Compile("${exchangeId}").Evaluate(exchange));
        Assert.Equal(exchange.Id.ToString(), Exchanges.Compile("${messageId}").Evaluate(exchange));
        Assert.Equal("c-1", Exchanges.Compile("${correlationId}").Evaluate(exchange));
    }

    [Fact]
    public void Gives_what_the_runtime_knows_under_the_names_of_SAP_Cloud_Integration()
    {
        var exchange = Exchanges.With();

        Assert.Equal(exchange.Id.ToString(), Exchanges.Compile("${property.SAP_MessageProcessingLogID}").Evaluate(exchange));
        Assert.Equal(exchange.Id.ToString(), Exchanges.Compile("${header.SAP_MessageProcessingLogID}").Evaluate(exchange));
        Assert.Equal("INFO", Exchanges.Compile("${property.SAP_MPL_LogLevel_Overall}").Evaluate(exchange));
        Assert.Equal(exchange.Id.ToString(), Exchanges.Compile("${header.sap_mplcorrelationid}").Evaluate(exchange));
        Assert.Null(Exchanges.Compile("${property.SAP_ErrorModelStepID}").Evaluate(exchange));
        Assert.Null(Exchanges.Compile("${property.CamelExceptionCaught}").Evaluate(exchange));

        exchange.Log.CorrelationId = "c-1";
        exchange.Fault = new Fault("IA9000", "It broke.") { Step = "erp" };

        Assert.Equal("c-1", Exchanges.Compile("${header.SAP_MplCorrelationId}").Evaluate(exchange));
        Assert.Equal("erp", Exchanges.Compile("${property.SAP_ErrorModelStepID}").Evaluate(exchange));
        Assert.Equal("IA9000: It broke.", Exchanges.Compile("${property.CamelExceptionCaught}").Evaluate(exchange));
        Assert.Equal("erp: IA9000", ExpressionValue.ToText(Exchanges.Compile("${exception.step}: ${exception.code}").Evaluate(exchange)));
    }

    [Fact]
    public void What_the_flow_set_wins_over_what_the_runtime_knows()
    {
        var exchange = Exchanges.With(properties: [("SAP_MPL_LogLevel_Overall", "mine")]);

        Assert.Equal("mine", Exchanges.Compile("${property.SAP_MPL_LogLevel_Overall}").Evaluate(exchange));
    }

    [Fact]
    public void Gives_what_went_wrong()
    {
        var exchange = Exchanges.With();
        Assert.Null(Exchanges.Compile("${exception.message}").Evaluate(exchange));

        exchange.Fault = new Fault("IA3001", "It broke.", Cause: new InvalidOperationException("inside"));

        Assert.Equal("It broke.", Exchanges.Compile("${exception.message}").Evaluate(exchange));
        Assert.Contains("InvalidOperationException: inside", (string)Exchanges.Compile("${exception.stacktrace}").Evaluate(exchange)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_value_of_a_template_that_is_one_expression()
    {
        var exchange = Exchanges.With(properties: [("n", 5L), ("text", "t")]);

        Assert.Equal(5L, Exchanges.Compile("${property.n}").Evaluate(exchange));
        Assert.Same(exchange.Properties["text"], Exchanges.Compile("${property.text}").Evaluate(exchange));
        Assert.Null(Exchanges.Compile("${property.missing}").Evaluate(exchange));
    }

    [Fact]
    public void Prints_json_and_numbers_in_templates()
    {
        var exchange = Exchanges.With(properties: [("json", JsonDocument.Parse("""{"a":[1]}""").RootElement), ("d", 1.5m), ("b", true)]);

        Assert.Equal("""{"a":[1]} 1.5 true""", Exchanges.Compile("${property.json} ${property.d} ${property.b}").Evaluate(exchange));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${param.erpUrl}/${param.limit}", "http://erp/100")]
    [InlineData("${header.x}", null)]
    public void Knows_constants(string template, string? constant) => Assert.Equal(constant, Exchanges.Compile(template).Constant);

    [Theory]
    [InlineData("${body}", true)]
    [InlineData("x ${in.body}", true)]
    [InlineData("${header.x}", false)]
    public void Knows_whether_the_body_is_read(string template, bool reads) => Assert.Equal(reads, Exchanges.Compile(template).ReadsBody);

    [Fact]
    public async Task Buffers_a_body_that_nobody_has_read()
    {
        var exchange = Exchanges.With();
        var spool = new PayloadSpool(Path.GetTempPath());
        await exchange.ReplaceBodyAsync(Payload.FromStream(new MemoryStream("streamed"u8.ToArray()), null, spool));

        Assert.Equal("<streamed>", await Exchanges.Compile("<${body}>").EvaluateTextAsync(exchange, default));
    }

    [Theory]
    [InlineData("${header.x", 0, "'${' is not closed")]
    [InlineData("abc ${", 4, "'${' is not closed")]
    [InlineData("${header.${property.x}}", 10, "no expression inside of an expression")]
    [InlineData("${}", 2, "a name is needed")]
    [InlineData("x ${hedaer.x}", 4, "unknown expression 'hedaer.x' (did you mean 'header'?)")]
    [InlineData("${bodi}", 2, "(did you mean 'body'?)")]
    [InlineData("${header.}", 9, "a name is needed here: ${header.name}")]
    [InlineData("${header.a b}", 10, "write ${header['…']}")]
    [InlineData("${header.x.trim()}", 15, "can't be called or looked into")]
    [InlineData("${property.x[0]}", 12, "can't be called or looked into")]
    [InlineData("${property[x].y}", 13, "can't be called or looked into")]
    [InlineData("${property[x}", 12, "']' is missing")]
    [InlineData("${property[]}", 11, "a name is needed here")]
    [InlineData("${body.length()}", 2, "can't be called or looked into")]
    [InlineData("${bodyAs(String)}", 2, "write ${body}")]
    [InlineData("${sys.user.home}", 2, "flows have no access to the system")]
    [InlineData("${sysenv.PATH}", 2, "flows have no access to the system")]
    [InlineData("${bean:foo}", 2, "can't reach into the runtime")]
    [InlineData("${camelContext.name}", 2, "can't reach into the runtime")]
    [InlineData("${exchange.context}", 2, "can't reach into the runtime")]
    [InlineData("${type:java.lang.Runtime}", 2, "can't reach into the runtime")]
    [InlineData("${file:name}", 2, "${header.CamelFileName}")]
    [InlineData("${header}", 2, "name the header: ${header.name}")]
    [InlineData("${exception.type}", 2, "write ${exception.message}")]
    [InlineData("${param.erpURI}", 8, "unknown parameter 'erpURI' (did you mean 'erpUrl'?)")]
    [InlineData("${date:now}", 10, "a pattern is needed")]
    [InlineData("${date:later:yyyy}", 7, "only the current time")]
    [InlineData("${date:now-2x:yyyy}", 12, "unknown unit 'x'")]
    [InlineData("${date:now-h:yyyy}", 11, "needs a number and a unit")]
    [InlineData("${date:now2h:yyyy}", 10, "a shift of the time is written")]
    [InlineData("${date:now-9999999d:yyyy}", 19, "100 years at most")]
    [InlineData("${date:now:YYYY}", 11, "write yyyy for the year")]
    [InlineData("${date:now:yyyy-bb}", 16, "'b' is no letter of date patterns")]
    [InlineData("${date:now:HH:mm:ss.SS}", 20, "write SSS")]
    [InlineData("${date:now:yyyy'T}", 15, "the quoted text isn't closed")]
    [InlineData("${date:now:}", 11, "a pattern is needed")]
    [InlineData("${date-with-timezone:now:Mars/North:yyyy}", 25, "unknown time zone 'Mars/North'")]
    [InlineData("${date-with-timezone:now:Europe/Berlin:z}", 39, "only available for UTC")]
    [InlineData("${date-with-timezone:now:UTC}", 28, "a pattern is needed")]
    public void Says_where_and_what_to_write(string template, int offset, string message)
    {
        var (place, finding) = Exchanges.Mistake(() => Exchanges.Compile(template));

        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal(offset, place);
    }

    [Fact]
    public void Says_that_an_unknown_parameter_is_one() => Assert.Equal("IA1204", Exchanges.Mistake(() => Exchanges.Compile("${param.x}")).Finding.Code);

    [Fact]
    public void Takes_constants_as_they_are()
    {
        var constant = Exchanges.Compile("${body} ${", "constant");

        Assert.Equal("${body} ${", constant.Constant);
        Assert.Equal("${body} ${", constant.Evaluate(Exchanges.With()));
    }

    [Fact]
    public void Refuses_unknown_languages() =>
        Assert.Contains("unknown language 'jsonpaht' (did you mean 'jsonpath'?)", Exchanges.Mistake(() => Exchanges.Compile("$", "jsonpaht")).Finding.Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_templates_that_belong_into_a_file() =>
        Assert.Contains("longer than", Exchanges.Mistake(() => Exchanges.Compile(new string('x', 300_000))).Finding.Message, StringComparison.Ordinal);

    [Fact]
    public void Names_its_languages() => Assert.Equal([ExpressionSource.Simple, "xpath", "jsonpath", "constant"], new ExpressionCompiler().Languages);
}
