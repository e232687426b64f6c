using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.JsonValidation;

namespace IntegrationActors.Formats.Tests.Edi.Grammars;

/// <summary>The schema that editors use accepts what the reader accepts.</summary>
public sealed class EdiGrammarSchemaTests
{
    private static readonly JsonSchemaValidator Schema = JsonSchemaValidator.Compile("edi-grammar.schema.json", _ => File.ReadAllBytes(Path.Combine(Docs, "edi-grammar.schema.json")));

    private static string Docs
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "IntegrationActors.sln")))
            {
                folder = folder.Parent!;
            }

            return Path.Combine(folder.FullName, "docs");
        }
    }

    [Theory]
    [InlineData(EdiGrammarSamples.OrdersD96A)]
    [InlineData(EdiGrammarSamples.Directory)]
    [InlineData(EdiGrammarSamples.PurchaseOrder850)]
    public void It_accepts_the_samples(string grammar) => Assert.Empty(Validate(grammar));

    [Fact]
    public void It_accepts_the_grammar_in_the_documentation()
    {
        var text = File.ReadAllText(Path.Combine(Docs, "edi.md")).ReplaceLineEndings("\n");
        var start = text.IndexOf("```yml\ngrammar:", StringComparison.Ordinal) + "```yml\n".Length;
        var yaml = text[start..text.IndexOf("```", start, StringComparison.Ordinal)];

        Assert.Empty(Validate(yaml));
        EdiConvert.Grammar(yaml, ("edi/directory.yaml", EdiGrammarSamples.Directory));
    }

    [Theory]
    [InlineData("grammar: tradacoms")]
    [InlineData("structure: [ BGM: N 1 ]")]
    [InlineData("elements: { '1001': xy..3 }")]
    [InlineData("segment: {}")]
    public void It_refuses_what_is_wrong(string grammar) => Assert.NotEmpty(Validate(grammar));

    private static IReadOnlyList<object> Validate(string yaml) =>
        Schema.Validate(Encoding.UTF8.GetBytes(Json(GrammarFile.Read("grammar.yaml", Encoding.UTF8.GetBytes(yaml)))!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })), 10, TimeProvider.System, default);

    private static JsonNode? Json(OptionNode node) => node switch
    {
        OptionMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        OptionList list => new JsonArray([.. list.Items.Select(Json)]),
        _ => JsonValue.Create(((OptionText)node).Text),
    };
}
