using System.Collections.Concurrent;
using System.Reflection;
using IntegrationActors.Core.Options;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Shapes;
using IntegrationActors.Definitions.Yaml;

namespace IntegrationActors.Definitions.Documentation;

/// <summary>Values that the examples of an options record give its options: a better sample than any text would be.</summary>
internal static class ExampleValues
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, string>> Known = new();

    /// <summary>Single values by key, as YAML.</summary>
    public static IReadOnlyDictionary<string, string> Of(Type record) => Known.GetOrAdd(record, Read);

    private static Dictionary<string, string> Read(Type record)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var example in record.GetCustomAttributes<ExampleAttribute>(inherit: false))
        {
            foreach (var (key, value) in Options(record, YamlReader.Read(new FlowSource("example", example.Yaml), new Findings())))
            {
                values.TryAdd(key, YamlText.Write(value));
            }
        }

        return values;
    }

    private static IEnumerable<(string Key, string Value)> Options(Type record, YamlNode? example)
    {
        var node = example is YamlList { Items: [var item] } ? item : example;
        if (record.IsDefined(typeof(ComponentAttribute)) && node is YamlMap { Entries: [var component] })
        {
            node = component.Value;
        }

        return node switch
        {
            YamlMap map => map.Entries.Where(e => e.Value is YamlScalar { IsNull: false }).Select(e => (e.Key.Text, ((YamlScalar)e.Value).Text)),
            YamlScalar { IsNull: false } scalar when ShapeFactory.Record(record).Shorthand is { } shorthand => [(shorthand.Name, scalar.Text)],
            _ => [],
        };
    }
}
