namespace IntegrationActors.Formats.Text;

/// <summary>Options that can't be used: the text is for the author of the flow, the name is that of the option.</summary>
internal static class RefusedOption
{
    public static ArgumentException Because(string why, string option) => new(why, option);
}
