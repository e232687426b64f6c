using System.Xml.XPath;

namespace IntegrationActors.Core.Messages;

/// <summary>A place in a <see cref="PayloadTree"/>, whose text can be looked at without a string of its own.</summary>
public abstract class PayloadNavigator : XPathNavigator
{
    /// <summary>The same as <see cref="System.Xml.XPath.XPathItem.Value"/>.</summary>
    public abstract ReadOnlySpan<char> Characters { get; }

    /// <summary>Moves to the child element of a name; false when there is none, or several: the navigator stays where it is then.</summary>
    public abstract bool MoveToOnlyChild(string localName, string namespaceUri);

    /// <summary>The text of the child element of a name; false when there is none, or several. The navigator stays where it is.</summary>
    public abstract bool TryGetOnlyChild(string localName, string namespaceUri, out ReadOnlySpan<char> text);
}
