"""Which purchases stand: some of them is still the customer's. What came back whole counts nowhere."""

from sqlalchemy import BigInteger, Column, ColumnElement, FromClause, ScalarSelect, cast, func, select

from storage.tables import purchase, refund


def returned(bought: FromClause = purchase) -> ScalarSelect[int]:
    """Returns what came back of the purchase in the outer query, in minor units of gross."""
    return _sum(refund.c.gross, bought)


def money_back(bought: FromClause = purchase) -> ScalarSelect[int]:
    """Returns what was handed back for the purchase in the outer query, in minor units."""
    return _sum(refund.c.money_back, bought)


def stands(bought: FromClause = purchase) -> ColumnElement[bool]:
    """Says whether the purchase in the outer query stands."""
    return bought.c.gross > returned(bought)


def _sum(amounts: Column[int], bought: FromClause) -> ScalarSelect[int]:
    # PostgreSQL adds bigints up to a numeric, which arrives as a Decimal.
    query = select(cast(func.coalesce(func.sum(amounts), 0), BigInteger)).where(refund.c.purchase_id == bought.c.id)
    return query.scalar_subquery()
