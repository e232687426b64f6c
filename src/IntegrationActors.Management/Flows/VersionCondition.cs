using System.Globalization;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Runtime;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Management.Flows;

/// <summary>Which version of a flow a request means to replace, so that nobody overwrites what he hasn't seen.</summary>
internal sealed class VersionCondition
{
    public const string Force = "force";
    public const string VersionPrefix = "ifVersion.";

    private readonly Dictionary<string, int> _byFlow = new(StringComparer.Ordinal);
    private bool _force;
    private bool _mustExist;
    private int? _version;

    /// <summary>Reads <c>If-Match</c>, <c>If-None-Match: *</c> and the queries <c>force=true</c> and <c>ifVersion.NAME=1</c>.</summary>
    public static VersionCondition Of(HttpRequest request)
    {
        var headers = request.Headers;
        var match = headers.IfMatch.ToString();
        var condition = new VersionCondition
        {
            _force = request.Flag(Force),
            _mustExist = match == "*",
            _version = match is "" or "*" ? null : ParseTag(match),
        };
        if (headers.IfNoneMatch.ToString() == "*")
        {
            condition._version = 0;
        }

        foreach (var (name, value) in request.Query.Where(q => q.Key.StartsWith(VersionPrefix, StringComparison.Ordinal)))
        {
            condition._byFlow[name[VersionPrefix.Length..]] = ParseNumber(value.ToString(), name);
        }

        return condition;
    }

    /// <summary>The version that must be the current one, 0 when the flow must be new; null: whichever it is.</summary>
    public int? Required(string flow, FlowDeployment? current)
    {
        if (_mustExist && current is null)
        {
            throw ProblemException.VersionConflict($"flow '{flow}' is not deployed, but If-Match asks for a version of it");
        }

        if (_byFlow.TryGetValue(flow, out var named))
        {
            return named;
        }

        if (_version is not null || _force || _mustExist)
        {
            return _version;
        }

        return current is null ? 0 : throw ProblemException.VersionRequired(
            $"flow '{flow}' is at version {current.Version}: name it (If-Match: \"{current.Version}\", or ifVersion.{flow}={current.Version} for a bundle), or force=true");
    }

    /// <summary>The version of <c>If-Match</c>; null when the request doesn't name one.</summary>
    public int? Optional => _version;

    private static int ParseTag(string tag)
    {
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return ParseNumber(opaque.Trim('"'), "If-Match");
    }

    private static int ParseNumber(string text, string where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ProblemException.Invalid($"{where}: '{text}' is no version; write the number that GET gave as ETag, such as \"3\"");
}
