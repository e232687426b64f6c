using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Security.Content;

/// <summary>What can go wrong with signed and encrypted content, in one place: every step says the same for the same mistake.</summary>
public static class SecurityFault
{
    /// <summary>Code of content that is encrypted for other keys: another key may still open it.</summary>
    public const string ForOthersCode = "IA3707";

    private const string AskSender = "Ask the sender what was sent; ia trace shows the body before this step.";

    public static FaultException UnknownKey(string what) =>
        new("IA3701", $"There is no {what}.", "Create it with ia create credential, or correct the name in the flow.");

    public static FaultException WrongKey(string name, string wanted) =>
        new("IA3702", $"The key '{name}' can't be used here: {wanted}.", "Name another key, or replace it under the same name.");

    public static FaultException NotValid(string name, string why) =>
        new("IA3703", $"The key '{name}' is not valid: {why}.", "Replace the key under the same name; allowExpired accepts one that is out of date.");

    public static FaultException Locked(string name, Exception? cause = null) =>
        new("IA3704", $"The secret key '{name}' can't be opened: its password is missing or wrong.", "Store the key again with its password.", cause);

    public static FaultException Weak(string what) =>
        new("IA3705", $"{what} is too weak to be relied on.", "Agree on something stronger with the partner; allowWeak accepts it.");

    public static FaultException NotOfKind(string kind, string why, Exception? cause = null) =>
        new("IA3706", $"The body is no {kind}: {Fault.Cut(why)}.", AskSender, cause);

    public static FaultException ForOthers(string what) =>
        new(ForOthersCode, $"The message is encrypted for others: {what}.", "Send the sender the certificate or public key that is in use here, or create the credential with the secret key.");

    public static FaultException Damaged(Exception? cause = null) =>
        new("IA3708", "The message can't be decrypted: it is damaged, was changed on its way, or was made for another key. Nothing of it is used.", AskSender, cause);

    public static FaultException WithoutIntegrity(string hint) =>
        new("IA3709", "Nothing in the message shows whether it was changed on its way.", hint);

    public static FaultException NotSigned() =>
        new("IA3710", "The message is not signed, and a signature is required.", AskSender);

    public static FaultException Signed() =>
        new("IA3711", "The message is signed, and no signature is expected.", "Set signatures to optional or required.");

    public static FaultException WrongSignature(string signer, Exception? cause = null) =>
        new("IA3712", $"The signature of {signer} does not fit: the content was changed after it was signed. Nothing of it is used.", AskSender, cause);

    public static FaultException UnknownSigner(string who) =>
        new("IA3713", $"The message is signed, but not by an allowed signer: {Fault.Cut(who)}.", "Add the key of the signer to signers, or ask the sender.");

    public static FaultException TooLarge(string what) =>
        new("IA3714", $"The message was refused: {what}.", "Raise the limit of the step if the sender means it.");
}
