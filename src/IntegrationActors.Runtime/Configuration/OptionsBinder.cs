using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>
/// Binds a HOCON object to an options record: <c>drain-timeout</c> is <c>DrainTimeout</c>. Collects all findings; HOCON itself would pass over a misspelt key in silence.
/// </summary>
internal sealed class OptionsBinder(ConfigText text, List<string> findings)
{
    public object Bind(Type type, HoconObject source, string path)
    {
        var target = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} has no constructor without parameters");
        var properties = type.GetProperties().Where(p => p.SetMethod is not null).ToDictionary(p => NameOf(p), StringComparer.Ordinal);
        foreach (var (name, value) in source.Items)
        {
            if (properties.TryGetValue(name, out var property))
            {
                Set(target, property, value, $"{path}.{name}");
            }
            else
            {
                Find($"{path}.{name}", $"is not known{Suggestion.DidYouMean(name, properties.Keys)}");
            }
        }

        return target;
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);

    private void Set(object target, PropertyInfo property, HoconValue value, string path)
    {
        if (OptionValue.IsRecord(property.PropertyType))
        {
            SetRecord(target, property, value, path);
            return;
        }

        if (!OptionValue.TryRead(property.PropertyType, value, out var result))
        {
            Find(path, $"is not {OptionValue.Describe(property.PropertyType)}: {value}");
            return;
        }

        var wrong = new List<ValidationResult>();
        if (Validator.TryValidateProperty(result, new ValidationContext(target) { MemberName = property.Name, DisplayName = path }, wrong))
        {
            property.SetValue(target, result);
            return;
        }

        findings.AddRange(wrong.Select(w => $"{text.PlaceOf(path)}{w.ErrorMessage}"));
    }

    private void SetRecord(object target, PropertyInfo property, HoconValue value, string path)
    {
        if (value.IsObject())
        {
            property.SetValue(target, Bind(property.PropertyType, value.GetObject(), path));
        }
        else
        {
            Find(path, $"is not a block: write {path[(path.LastIndexOf('.') + 1)..]} {{ … }}");
        }
    }

    private void Find(string path, string what) => findings.Add($"{text.PlaceOf(path)}'{path}' {what}");
}
