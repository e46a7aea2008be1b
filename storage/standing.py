"""Which purchases stand: some of them is still the customer's. What came back whole counts nowhere."""

from sqlalchemy import BigInteger, ColumnElement, FromClause, ScalarSelect, cast, func, select

from storage.tables import purchase, refund


def returned(bought: FromClause = purchase) -> ScalarSelect[int]:
    """Returns what came back of the purchase in the outer query, in minor units of gross."""
    # PostgreSQL adds bigints up to a numeric, which arrives as a Decimal.
    return (
        select(cast(func.coalesce(func.sum(refund.c.gross), 0), BigInteger))
        .where(refund.c.purchase_id == bought.c.id)
        .scalar_subquery()
    )


def stands(bought: FromClause = purchase) -> ColumnElement[bool]:
    """Says whether the purchase in the outer query stands."""
    return bought.c.gross > returned(bought)
