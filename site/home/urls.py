"""Public addresses that are not pages of the tree."""

from django.urls import path

from . import views

app_name = "home"

urlpatterns = [
    path("khi-gap-truong-hop-that/", views.real_case, name="real_case"),
]
