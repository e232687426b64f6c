using IntegrationActors.Definitions.Tests.Real;

namespace IntegrationActors.Definitions.Tests;

public sealed class ReferencePagesTests
{
    private static readonly IReadOnlyDictionary<string, string> Pages = ReferencePages.Write(RealFlows.Catalogue);

    [Fact]
    public void There_is_a_page_for_every_component_and_an_index_of_all()
    {
        var index = Pages["README.md"];

        Assert.Equal(RealFlows.Catalogue.Steps.Count, Pages.Keys.Count(p => p.StartsWith("steps/")));
        Assert.All(Pages.Keys.Where(p => p != "README.md"), p => Assert.Contains($"({p})", index));
    }

    [Fact]
    public void A_page_has_all_that_one_needs()
    {
        var page = Pages["steps/router.md"];

        Assert.StartsWith("# router\n\nStep. Sends the message into the first route", page);
        Assert.Contains("SAP Cloud Integration: Router. Apache Camel: choice.", page);
        Assert.Contains("## Smallest: ", page);
        Assert.Contains("```yaml\n- router:\n    routes: ", page);
        Assert.Contains("| `throwException` | true or false | `false` |", page);
        Assert.Contains("### routes\n\n| option | value | default | meaning |", page);
        Assert.Contains("Short form: a value or a list alone is `routes`.", page);
    }

    [Fact]
    public void Tables_have_four_columns_whatever_stands_in_them()
    {
        foreach (var (path, page) in Pages.Where(p => p.Key != "README.md"))
        {
            Assert.All(
                page.Split('\n').Where(l => l.StartsWith('|')),
                row => Assert.True(row.Replace("\\|", "").Count(c => c == '|') == 5, $"{path}: {row}"));
        }
    }

    public static TheoryData<string, string> Yaml
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var component in RealFlows.Catalogue.Steps.Concat(RealFlows.Catalogue.Senders).Concat(RealFlows.Catalogue.Receivers))
            {
                var folder = component.Kind switch { ComponentKind.Step => "steps", ComponentKind.Sender => "senders", _ => "receivers" };
                foreach (var block in Pages[$"{folder}/{component.Name}.md"].Split("```yaml\n").Skip(1).Select(b => b[..b.IndexOf("```")]))
                {
                    data.Add(component.Name, RealFlows.With(component, block));
                }
            }

            data.Add("flow", Pages["flow.md"].Split("```yaml\n")[1].Split("```")[0]);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Yaml))]
    public void Every_yaml_on_a_page_is_right(string what, string flow)
    {
        var findings = RealFlows.Findings(flow);

        Assert.True(findings.Count == 0, $"{what}\n{flow}\n{string.Join('\n', findings)}");
    }
}
